"""The smallest input on which an answer is wrong: small enough to be worked out by hand.

A chapter's ``graders/byhand/<chapter>.py`` says for each exercise how to ask it and of which inputs. From
these a pool is drawn, once; it is sorted by size. A wrong answer is asked the pool's inputs in that
order until it differs from the reference. So the same wrong answer always gets the same input, mostly after
a handful of calls, which shrinking each answer's own failure would not give.
"""

from autograder.byhand.asking import ByHand, Formula, by_hand

__all__ = ["ByHand", "Formula", "by_hand"]
