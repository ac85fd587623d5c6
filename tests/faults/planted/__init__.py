"""Bugs as patches to the product; each must be found by the simulator, or the simulator proves nothing.

A patch is a unified diff whose first line says, after `# `, what is wrong then. It is put into a copy of the packages,
never into the tree.
"""
