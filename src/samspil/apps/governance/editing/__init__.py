"""A draft's files, changed part by part: plain values in, the same files with one part written anew out."""
