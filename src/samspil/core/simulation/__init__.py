"""The engine run millions of times. What runs is ``core.governance.kernel``: there is no second one."""
