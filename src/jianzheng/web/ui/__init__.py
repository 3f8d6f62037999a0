"""What all rooms share: the frame of a page, who may enter, language, sign-in, error pages."""
