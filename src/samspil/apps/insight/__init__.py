"""What all apps know, told together: the overview of an organisation's digitalisation."""
