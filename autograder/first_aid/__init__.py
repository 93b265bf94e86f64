"""First aid for slips: what the learner's own code and the exception say, before any number is compared.

Code is read, never run. Each sentence is a fact about the code; where there is doubt, nothing is said.
"""
