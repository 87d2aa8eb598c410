"""The post room: papers as plain worded data, made into PDF and sealed. Heavy libraries wait inside functions."""
