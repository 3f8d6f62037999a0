"""The offices' desks: work by due date, steps, sign-off, decisions, deputies."""
