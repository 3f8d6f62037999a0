"""The `jianzheng` command."""
