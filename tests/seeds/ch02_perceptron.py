"""Chapter 2: the seeds' own code, as a learner would paste it, and the mistakes the design names."""

from tests.seeds import Fragment

AND_WITH_A_THRESHOLD = """
def AND(x1, x2):
    w1, w2, theta = 0.5, 0.5, 0.7
    tmp = x1*w1 + x2*w2
    if tmp <= theta:
        return 0
    elif tmp > theta:
        return 1
"""

AND_WITH_ARRAYS = """
def AND(x1, x2):
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5])
    b = -0.7
    tmp = np.sum(w * x) + b
    if tmp <= 0:
        return 0
    else:
        return 1
"""

NAND_WITH_ARRAYS = """
def NAND(x1, x2):
    x = np.array([x1, x2])
    w = np.array([-0.5, -0.5]) # just bias and weight different from AND
    b = 0.7
    tmp = np.sum(w * x) + b
    if tmp <= 0:
        return 0
    else:
        return 1
"""

OR_WITH_ARRAYS = """
def OR(x1, x2):
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5]) # just bias and weight different from AND
    b = -0.2
    tmp = np.sum(w * x) + b
    if tmp <= 0:
        return 0
    else:
        return 1
"""

XOR_OF_GATES = """
def XOR(x1, x2):
    s1 = NAND(x1, x2)
    s2 = OR(x1, x2)
    y  = AND(s1, s2)
    return y
"""

AND_BLOCK_WITH_TIMINGS = """
# 내가 만든
def AND(x1:int, x2:int)->int:
    return x1*x2

def and3(x1:int, x2:int)->int:
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5])
    b = -0.7
    temp = np.sum(x*w) + b
    return (lambda x:1 if 1/(1 + np.exp(-x)) > 0.5 else 0)(temp)

# 책 내용 변형
def and2(x1:int, x2:int)->int:
    w1, w2, threshold = 0.5, 0.5, 0.7
    temp = x1*w1 + x2*w2
    if temp > threshold:
        return 1
    else:
        return 0

%%timeit
AND(0,0)
138 ns ± 11.7 ns per loop (mean ± std. dev. of 7 runs, 10000000 loops each)

%%timeit
and2(0,0)
413 ns ± 53 ns per loop (mean ± std. dev. of 7 runs, 1000000 loops each)
"""

XOR_WITH_ITS_OWN_HELPERS = """
def and1(x1:int, x2:int)->int:
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5])
    b = -0.7
    temp = np.sum(x*w) + b
    return (lambda x:1 if 1/(1 + np.exp(-x)) > 0.5 else 0)(temp)

def or1(x1:int, x2:int)->int:
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5])
    b = -0.1
    temp = np.sum(w*x) + b
    return (lambda x: 1 if 1/(1 + np.exp(-x)) > 0.5 else 0)(temp)

def nand(x1:int, x2:int)->int:
    x = np.array([x1, x2])
    w = np.array([-0.5, -0.5])
    b = 0.7
    temp = np.sum(x*w) + b
    return (lambda x:1 if 1/(1 + np.exp(-x)) > 0.5 else 0)(temp)

def XOR(x1:int, x2:int)->int:
    s1 = nand(x1,x2)
    s2 = or1(x1,x2)
    result = and1(s1,s2)
    return result
"""

FRAGMENTS = [
    Fragment("000", "a threshold on the other side", "AND", "all", AND_WITH_A_THRESHOLD),
    Fragment("000", "weights and bias as arrays", "AND", "all", AND_WITH_ARRAYS),
    Fragment("000", "the signs of AND turned round", "NAND", "all", NAND_WITH_ARRAYS),
    Fragment("000", "AND with another bias", "OR", "all", OR_WITH_ARRAYS),
    Fragment("000", "two layers of gates", "XOR", "all", XOR_OF_GATES),
    Fragment("002", "a threshold on the other side", "AND", "all", AND_WITH_A_THRESHOLD),
    Fragment("002", "weights and bias as arrays", "AND", "all", AND_WITH_ARRAYS),
    Fragment("002", "two layers of gates", "XOR", "all", XOR_OF_GATES),
    Fragment(
        seed="003",
        title="a product in place of a weighted sum",
        exercise="AND",
        earns="all",
        code="""
def AND(x1:int, x2:int)->int:
    return x1*x2
""",
    ),
    Fragment("003", "the whole block, timings and all", "AND", "all", AND_BLOCK_WITH_TIMINGS),
    Fragment(
        seed="003",
        title="a sigmoid cut at a half",
        exercise="AND",
        earns="all",
        code="""
def AND(x1:int, x2:int)->int:
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5])
    b = -0.7
    temp = np.sum(x*w) + b
    return (lambda x:1 if 1/(1 + np.exp(-x)) > 0.5 else 0)(temp)
""",
    ),
    Fragment(
        seed="003",
        title="fires above a threshold",
        exercise="AND",
        earns="all",
        code="""
def AND(x1:int, x2:int)->int:
    w1, w2, threshold = 0.5, 0.5, 0.7
    temp = x1*w1 + x2*w2
    if temp > threshold:
        return 1
    else:
        return 0
""",
    ),
    Fragment(
        seed="003",
        title="a lambda called at once",
        exercise="OR",
        earns="all",
        code="""
def OR(x1:int, x2:int)->int:
    return (lambda x1, x2: 1 if x1+x2 > 0 else 0)(x1, x2)
""",
    ),
    Fragment(
        seed="003",
        title="a sigmoid cut at a half",
        exercise="OR",
        earns="all",
        code="""
def OR(x1:int, x2:int)->int:
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5])
    b = -0.1
    temp = np.sum(w*x) + b
    return (lambda x: 1 if 1/(1 + np.exp(-x)) > 0.5 else 0)(temp)
""",
    ),
    Fragment(
        seed="003",
        title="fires above a threshold",
        exercise="OR",
        earns="all",
        code="""
def OR(x1:int, x2:int)->int:
    w1, w2, threshold = 0.5, 0.5, 0.2
    temp = x1*w1 + x2*w2
    if temp > threshold:
        return 1
    else:
        return 0
""",
    ),
    Fragment(
        seed="003",
        title="weights and bias as arrays",
        exercise="OR",
        earns="all",
        code="""
import numpy as np

def OR(x1:int, x2:int)->int:
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5])
    b = -0.2
    temp = np.sum(w*x) + b
    if temp > 0:
        return 1
    else:
        return 0
""",
    ),
    Fragment(
        seed="003",
        title="a sigmoid cut at a half",
        exercise="NAND",
        earns="all",
        code="""
def NAND(x1:int, x2:int)->int:
    x = np.array([x1, x2])
    w = np.array([-0.5, -0.5])
    b = 0.7
    temp = np.sum(x*w) + b
    return (lambda x:1 if 1/(1 + np.exp(-x)) > 0.5 else 0)(temp)
""",
    ),
    Fragment("003", "helpers and1, or1, nand in the same cell", "XOR", "all", XOR_WITH_ITS_OWN_HELPERS),
    Fragment("004", "a threshold on the other side", "AND", "all", AND_WITH_A_THRESHOLD),
    Fragment("004", "weights and bias as arrays", "AND", "all", AND_WITH_ARRAYS),
    Fragment("004", "the signs of AND turned round", "NAND", "all", NAND_WITH_ARRAYS),
    Fragment("004", "AND with another bias", "OR", "all", OR_WITH_ARRAYS),
    Fragment("004", "two layers of gates, announced as NOR", "XOR", "all", XOR_OF_GATES),
    # Seed 004 says "build NOR gate" above this code: pasted under that name, it is no NOR.
    Fragment("004", "XOR under the name of NOR", "NOR", "none", XOR_OF_GATES.replace("def XOR", "def NOR")),
    Fragment(
        seed="004",
        title="pasted as it stands there, without indentation",
        exercise="AND",
        earns="none",
        code="""
def AND(x1, x2):
x = np.array([x1, x2])
w = np.array([0.5, 0.5])
b = -0.7
tmp = np.sum(w * x) + b
if tmp <= 0:
return 0
else:
return 1
""",
    ),
    Fragment(
        seed="design",
        title="the bias with the sign of a threshold",
        exercise="AND",
        earns="none",
        code=AND_WITH_ARRAYS.replace("b = -0.7", "b = 0.7"),
    ),
    Fragment(
        seed="design",
        title="fires at 0 already",
        exercise="AND",
        earns={"test_two_inputs_switch_it_on_and_none_leaves_it_off"},
        code="""
def AND(x1, x2):
    if 0.5 * x1 + 0.5 * x2 - 0.5 < 0:
        return 0
    return 1
""",
    ),
    Fragment(
        seed="design",
        title="the weights of AND turned round, the bias not",
        exercise="NAND",
        earns="none",
        code=NAND_WITH_ARRAYS.replace("b = 0.7", "b = -0.7"),
    ),
    Fragment(
        seed="design",
        title="solved with !=",
        exercise="XOR",
        earns={"test_is_off_when_both_inputs_are_the_same", "test_is_on_when_one_input_is"},
        code="""
def XOR(x1, x2):
    return int(x1 != x2)
""",
    ),
    Fragment(
        seed="design",
        title="fires at 0 already",
        exercise="perceptron",
        earns={
            "test_weighs_every_input",
            "test_the_bias_decides_when_no_input_is_on",
            "test_takes_one_input_or_many",
            "test_leaves_its_arguments_alone",
        },
        code="""
def perceptron(x, w, b):
    if np.sum(w * x) + b < 0:
        return 0
    return 1
""",
    ),
    Fragment(
        seed="design",
        title="carry before sum",
        exercise="half_adder",
        earns={"test_is_built_from_gates"},
        code="""
def half_adder(a, b):
    return AND(a, b), XOR(a, b)
""",
    ),
    Fragment(
        seed="design",
        title="carry before sum",
        exercise="full_adder",
        earns={"test_is_built_from_gates"},
        code="""
def full_adder(a, b, carry):
    s1, c1 = half_adder(a, b)
    s2, c2 = half_adder(s1, carry)
    return OR(c1, c2), s2
""",
    ),
    Fragment(
        seed="design",
        title="moves on every sample, right or wrong",
        exercise="train_perceptron",
        earns={"test_a_sample_it_gets_wrong_moves_the_weights", "test_a_sample_it_gets_wrong_moves_the_bias"},
        code="""
def train_perceptron(x, t, lr, epochs):
    w = np.zeros(x.shape[1])
    b = 0.0
    for epoch in range(epochs):
        for xi, ti in zip(x, t):
            direction = 1 if ti == 1 else -1
            w = w + lr * direction * xi
            b = b + lr * direction
    return w, b
""",
    ),
]
