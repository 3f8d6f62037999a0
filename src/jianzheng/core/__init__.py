"""The law of the house: frozen values in, values out; standard library only, no clock, no input or output."""
