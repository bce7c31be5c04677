"""Events told to other machines: signed, tried again, kept away from addresses inside."""
