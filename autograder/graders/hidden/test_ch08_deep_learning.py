"""Chapter 8: a deep network, what it costs and sees, more data, ensembles, and half precision."""

import itertools

import numpy as np

from autograder.testing import (
    Batched,
    arguments_after,
    assert_close,
    assert_gradients,
    assert_true,
    exercise,
)
from dataset.mnist import load_mnist, load_sample_weight

NET_WITH_PARAMS = """
class Net:
    def __init__(self, params):
        self.params = params
"""


def assert_count(student, beside, arrays, count, hint):
    given = {name: np.shape(array) for name, array in arrays.items()}
    net = beside(NET_WITH_PARAMS).Net(arrays)
    assert_close(student.count_parameters(net), count, what="the count", given=given, hint=hint)


@exercise("count_parameters")
class TestCountParameters:
    def test_weights_and_biases_of_affine_layers(self, student, beside, rng):
        arrays = {
            "W1": rng.normal(size=(13, 7)),
            "b1": np.zeros(7),
            "W2": rng.normal(size=(7, 4)),
            "b2": np.zeros(4),
        }
        hint = "Every element of every array counts, whatever its value."
        assert_count(student, beside, arrays, 13 * 7 + 7 + 7 * 4 + 4, hint)

    def test_two_small_filter_banks_cost_less_than_a_large_one(self, student, beside, rng):
        hint = "An array of filters has four axes; each number in it is learnt."
        large = {"W1": rng.normal(size=(6, 6, 5, 5)), "b1": rng.normal(size=6)}
        assert_count(student, beside, large, 25 * 36 + 6, hint)
        small = {f"W{i}": rng.normal(size=(6, 6, 3, 3)) for i in (1, 2)}
        small |= {"b1": np.ones(6), "b2": np.ones(6)}
        assert_count(student, beside, small, 2 * (9 * 36 + 6), hint)

    def test_parameters_of_any_number_and_name(self, student, beside, rng):
        arrays = {f"W{i}": rng.normal(size=(i, 3)) for i in range(1, 13)}
        arrays |= {"gamma1": np.ones(5), "beta1": np.zeros(5)}
        hint = "Go through the whole dict, whatever is in it."
        assert_count(student, beside, arrays, 3 * sum(range(1, 13)) + 10, hint)


@exercise("receptive_field")
class TestReceptiveField:
    def test_one_layer_sees_its_own_filter(self, student):
        hint = "How many pixels does a single filter lie on, along one side?"
        for size, stride in ((5, 1), (1, 1), (4, 4), (3, 2)):
            given = {"layers": [(size, stride)]}
            assert_close(student.receptive_field([(size, stride)]), size, given=given, hint=hint)

    def test_without_a_layer_a_pixel_sees_itself(self, student):
        assert_close(student.receptive_field([]), 1, given={"layers": []}, hint="What is r before any layer?")

    def test_small_filters_in_a_row_see_as_much_as_a_large_one(self, student):
        hint = "With stride 1, each layer adds the size of its filter, minus 1."
        for layers, side in (
            ([(3, 1), (3, 1)], 5),
            ([(3, 1)] * 3, 7),
            ([(5, 1), (3, 1), (7, 1), (1, 1)], 13),
        ):
            assert_close(student.receptive_field(layers), side, given={"layers": layers}, hint=hint)

    def test_a_stride_spreads_the_layers_behind_it(self, student):
        hint = "After a stride of 2, neighbours are two pixels apart. For which layers does that count?"
        for layers, side in (([(3, 2), (3, 1)], 7), ([(4, 3), (3, 1)], 10), ([(3, 1), (5, 2), (3, 1)], 11)):
            assert_close(student.receptive_field(layers), side, given={"layers": layers}, hint=hint)

    def test_a_stride_does_not_change_what_its_own_layer_sees(self, student):
        hint = "For which layers does a stride count: for its own, or for those behind it?"
        for layers, side in (([(3, 1), (3, 3)], 5), ([(5, 1), (4, 2)], 8)):
            assert_close(student.receptive_field(layers), side, given={"layers": layers}, hint=hint)

    def test_strides_multiply(self, student):
        hint = "How many pixels apart are neighbours after two strides of 2? After three?"
        for layers, side in (
            ([(2, 2)] * 4, 16),
            ([(3, 2)] * 3 + [(3, 1)], 31),
            ([(2, 3), (2, 2), (3, 1)], 17),
        ):
            assert_close(student.receptive_field(layers), side, given={"layers": layers}, hint=hint)

    def test_convolutions_and_poolings_in_turn(self, student, reference, rng):
        for depth in (5, 9):
            layers = [
                (int(size), int(stride)) for size, stride in rng.integers((1, 1), (6, 4), size=(depth, 2))
            ]
            expected = reference.receptive_field(layers)
            assert_close(student.receptive_field(layers), expected, given={"layers": layers})


DRAW = """
import numpy as np

def drawn(init_params, sizes, seed):
    return init_params(*sizes, np.random.default_rng(seed))
"""


def named(params, what="parameters"):
    """A dict of the sixteen parameters, or of their gradients, or a failure."""
    assert_true(isinstance(params, dict), f"the {what} are not in a dict.", got=params)
    names = [f"{kind}{i}" for i in range(1, 9) for kind in "Wb"]
    missing = [name for name in names if name not in params]
    assert_true(not missing, f"there is no {', '.join(missing)}.", got=sorted(map(str, params)))
    return {name: params[name] for name in names}


def right_shapes(sizes, after_pooling):
    """All shapes for these sizes, given height and width after the third pooling."""
    (channels, *_), filters, hidden, output = sizes
    height, width = after_pooling
    expected = {}
    for i, (before, count) in enumerate(itertools.pairwise((channels, *filters)), start=1):
        expected |= {f"W{i}": (count, before, 3, 3), f"b{i}": (count,)}
    expected |= {"W7": (filters[5] * height * width, hidden), "b7": (hidden,)}
    return expected | {"W8": (hidden, output), "b8": (output,)}


def assert_shapes(params, sizes, after_pooling, hint=""):
    expected = right_shapes(sizes, after_pooling)
    for name, value in named(params).items():
        want, shape = expected[name], np.shape(value)
        assert_true(shape == want, f"{name} has shape {shape}, expected {want}.", hint=hint)


@exercise("init_params")
class TestInitParams:
    def test_shapes_for_digits(self, student, beside):
        sizes = ((1, 28, 28), (2, 3, 4, 5, 6, 7), 11, 10)
        hint = "A filter has as many channels as the layer before has filters."
        assert_shapes(beside(DRAW).drawn(student.init_params, sizes, 0), sizes, (4, 4), hint)
        assert_shapes(student.init_params(*sizes), sizes, (4, 4), hint)  # rng may be left out

    def test_shapes_for_images_that_are_not_square(self, student, beside):
        sizes = ((3, 12, 20), (5, 4, 3, 2, 4, 3), 6, 7)
        hint = "Follow height and width through the three poolings separately."
        assert_shapes(beside(DRAW).drawn(student.init_params, sizes, 0), sizes, (2, 3), hint)

    def test_poolings_round_down(self, student, beside):
        sizes = ((2, 11, 31), (3, 2, 3, 2, 3, 4), 5, 3)  # 11, 5 and 7, 3, 1; 31, 15 and 17, 8, 4
        hint = "What becomes of an odd side in a 2x2 pooling? And which convolution adds 2 to it?"
        assert_shapes(beside(DRAW).drawn(student.init_params, sizes, 0), sizes, (1, 4), hint)

    def test_weights_spread_as_he_asks(self, student, beside):
        sizes = ((3, 16, 16), (40, 16, 32, 20, 28, 24), 60, 40)  # 96 inputs of layer 7: 24 * 2 * 2
        params = named(beside(DRAW).drawn(student.init_params, sizes, 1))
        counts = {"W1": 27, "W2": 360, "W3": 144, "W4": 288, "W5": 180, "W6": 252, "W7": 96, "W8": 60}
        hint = "n is how many numbers go into one output: channels times 9, or the inputs of an affine layer."
        measured = []
        for name, n in counts.items():
            W, right = np.asarray(params[name], dtype=float), np.sqrt(2 / n)
            # at least 1,000 numbers: the standard deviation of right ones is off by a tenth once in 10**5
            off = abs(W.std() / right - 1)
            assert_true(
                off < 0.1, f"the standard deviation of {name} is not the one of he_std.", got=W, hint=hint
            )
            centred = abs(W.mean()) < 0.15 * right and -right < np.median(W) < right
            assert_true(centred, f"the mean of {name} is far from 0.", got=W)
            measured.append(W.ravel() / right)
        # 36,456 numbers: off by three hundredths once in 10**15
        everything = np.concatenate(measured)
        off = abs(everything.std() - 1)
        summary = "the standard deviations are close to the ones of he_std, but not the same."
        assert_true(off < 0.03, summary, got=everything, hint=hint)

    def test_biases_start_at_zero(self, student, beside):
        params = named(beside(DRAW).drawn(student.init_params, ((1, 8, 8), (2,) * 6, 5, 3), 0))
        for i in range(1, 9):
            bias = params[f"b{i}"]
            assert_close(bias, np.zeros(np.shape(bias)), what=f"b{i}")

    def test_the_generator_decides(self, student, beside):
        sizes, helper = ((2, 8, 8), (2,) * 6, 5, 3), beside(DRAW)
        first, again, other = (named(helper.drawn(student.init_params, sizes, seed)) for seed in (3, 3, 4))
        weights = [f"W{i}" for i in range(1, 9)]
        hint = "Draw every weight from the rng you are given."
        changed = sum(not np.array_equal(again[name], first[name]) for name in weights)
        summary = f"of 8 arrays of weights, {changed} are not the same with the same seed."
        assert_true(changed == 0, summary, got=changed, hint=hint)
        same = sum(np.size(first[name]) for name in weights if np.array_equal(other[name], first[name]))
        assert_true(same == 0, f"{same} weights are the same with another seed.", got=same, hint=hint)
        same = np.allclose(first["W2"], first["W3"])
        assert_true(not same, "two layers have the same weights.", hint="Each layer needs draws of its own.")


BOOK = ((1, 28, 28), (16, 16, 32, 32, 64, 64), 50, 10)
# With these sizes, a wrong padding of the fourth convolution is an error of values and not of shapes: it does
# not stop the checks of everything else.
TINY = ((2, 8, 16), (3, 2, 4, 3, 2, 3), 5, 4)
# Puts parameters into the arrays of a network, in place, as learning does.
NET = """
import numpy as np

def made(DeepConvNet, sizes, ratio, values):
    net = DeepConvNet(*sizes, ratio, np.random.default_rng(5))
    put(net, values)
    return net

def plain(DeepConvNet, sizes, values):
    net = DeepConvNet(*sizes)
    put(net, values)
    return net

def shapes(DeepConvNet):
    return {name: np.shape(value) for name, value in DeepConvNet().params.items()}

def put(net, values):
    for name, value in values.items():
        net.params[name][...] = value

def loss_at(net, values, x, t):
    put(net, values)
    return net.loss(x, t)

def learn(net, x, t, steps, rate):
    losses = []
    for _ in range(steps):
        losses.append(float(net.loss(x, t)))
        slopes = net.gradient(x, t)
        for name in net.params:
            net.params[name] -= rate * slopes[name]
    return [*losses, float(net.loss(x, t))]
"""


def twin(reference, values, ratio=0.0):
    """The reference network with these parameters."""
    net = reference.DeepConvNet(*TINY, ratio)
    for name, value in values.items():
        net.params[name][...] = value
    return net


def example(reference, rng, count=3):
    """Parameters, a batch and labels where no ReLU or maximum is about to change sides, and all have a say.

    Near such a corner a right network's gradient differs from its numerical one.
    """
    while True:
        values = reference.init_params(*TINY, rng)
        for i in range(1, 9):
            values[f"b{i}"] = rng.uniform(0.05, 0.4, size=values[f"b{i}"].shape)
        values["W8"] *= 0.15  # or some target would be nearly impossible
        x, t = rng.normal(size=(count, *TINY[0])), rng.integers(0, TINY[3], count)
        net, corner, out = twin(reference, values), np.inf, x
        for layer in net.layers:
            if isinstance(layer, reference.Relu):
                hidden, corner = out, min(corner, np.abs(out).min())
            if isinstance(layer, reference.Pooling):
                n, c, h, w = out.shape
                windows = out[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2)
                largest = np.sort(windows.swapaxes(3, 4).reshape(-1, 4))[:, 2:]
                corner = min(corner, (largest[:, 1] - largest[:, 0])[largest[:, 1] > 0].min(initial=1))
            out = layer.forward(out)
        odds = reference.softmax(out)[np.arange(count), t]
        slopes = net.gradient(x, t)
        have_a_say = all(np.abs(slope).max() > 1e-3 for slope in slopes.values())
        both_signs = (hidden > 0.1).any() and (hidden < -0.1).any()
        if corner > 1e-4 and have_a_say and both_signs and odds.min() > 0.05:
            return values, x, t


def learnt(net, x, t, steps, rate):
    """The losses before, between and after some steps of the reference network."""
    losses = [net.loss(x, t)]
    for _ in range(steps):
        for name, slope in net.gradient(x, t).items():
            net.params[name] -= rate * slope
        losses.append(net.loss(x, t))
    return losses


def settled(net, x, t):
    """A network without dropout whose loss depends on nothing but the batch, or a failure."""
    hint = "A dropout_ratio of 0 drops nothing. Do both Dropout layers know it?"
    first, second = net.loss(x, t), net.loss(x, t)
    same = np.array_equal(first, second)
    summary = "with a dropout_ratio of 0, the loss of a batch is a different one each time."
    if isinstance(first, float | np.generic | np.ndarray) and not np.all(np.equal(first, first)):
        summary, hint = "with a dropout_ratio of 0, the loss of a batch is NaN.", ""
    assert_true(same, summary, hint=hint)
    return net


def falls(losses):
    return all(later < earlier for earlier, later in itertools.pairwise(losses))


def ready_made(student, reference, beside):
    """A network without dropout as it comes from the constructor, and its twin."""
    net = beside(NET).made(student.DeepConvNet, TINY, 0.0, {})
    other = beside(NET).made(student.DeepConvNet, TINY, 0.0, {})
    params, again = named(net.params), named(other.params)
    beside(NET).plain(student.DeepConvNet, TINY, {})  # one of other weights has layers of its own
    right = reference.DeepConvNet(*TINY, 0.0)
    for name, value in right.params.items():
        have, want = np.shape(params[name]), value.shape
        assert_true(have == want, f"params[{name!r}] has shape {have}, expected {want}.")
        assert_close(again[name], params[name], what=f"params[{name!r}] of the same seed")
        value[...] = params[name]
    return net, right


@exercise("DeepConvNet")
class TestDeepConvNet:
    def test_scores_come_through_all_layers_in_order(self, student, reference, beside, rng):
        net, right = ready_made(student, reference, beside)
        hint = "Compare your net's own layers with the diagram; the fourth convolution pads by 2. No softmax."
        for count in (5, 2):
            x = rng.normal(size=(count, *TINY[0]))
            assert_close(
                net.predict(x), right.predict(x), given={"x": x}, what="the array of scores", hint=hint
            )
        found = named(beside(NET).shapes(student.DeepConvNet))
        for name, shape in right_shapes(BOOK, (4, 4)).items():
            summary = f"{name} of DeepConvNet() has shape {found[name]}, expected {shape}."
            assert_true(found[name] == shape, summary)

    def test_in_evaluation_nothing_is_random_and_dropout_scales(self, student, reference, beside, rng):
        values, x, _ = example(reference, rng)
        net = beside(NET).made(student.DeepConvNet, TINY, 0.25, values)
        held = {name: np.asarray(net.params[name], dtype=float) for name in values}  # perhaps float32
        expected = twin(reference, held, 0.25).predict(x)
        hint = "Both dropout layers, in evaluation mode, unless training is asked for."
        for mode in ((), (False,)):
            assert_close(
                net.predict(x, *mode), expected, what="the array of scores", given={"x": x}, hint=hint
            )
        net = beside(NET).plain(student.DeepConvNet, TINY, values)
        expected = twin(reference, held, 0.5).predict(x)
        assert_close(
            net.predict(x), expected, what="the array of scores without a ratio given", given={"x": x}
        )

    def test_in_training_both_dropout_layers_drop(self, student, beside, rng):
        net = beside(NET).made(student.DeepConvNet, ((1, 16, 16), (4,) * 6, 60, 10), 0.5, {})
        x = rng.normal(size=(25, 1, 16, 16))
        first, second = (np.asarray(net.predict(x, True)) for _ in range(2))
        fits = first.shape == second.shape == (25, 10)
        assert_true(fits, f"predict of 25 images gives shape {first.shape}, expected (25, 10).")
        # of 250 scores, about half are dropped: 0.5 +- 0.032
        dropped = np.mean(first == 0)
        assert_true(
            0.3 < dropped < 0.7,
            "with a ratio of 0.5, training should drop about half of the scores.",
            got=dropped,
            hint="Does every Dropout layer hear of the mode?",
        )
        kept = (first != 0) & (second != 0)
        moved = np.mean(first[kept] != second[kept]) if kept.any() else 0.0
        assert_true(
            moved > 0.5,
            "scores that are kept in both of two calls do not vary.",
            hint="The first dropout layer drops hidden numbers, anew in each call.",
        )

    def test_the_loss_takes_labels_and_one_hot_rows(self, student, reference, beside, rng):
        values, x, t = example(reference, rng, 5)
        net = settled(beside(NET).made(student.DeepConvNet, TINY, 0.0, values), x, t)
        expected = twin(reference, values).loss(x, t)
        hint = "The scores of predict go into the loss layer, together with t."
        for labels in (t, np.eye(TINY[3])[t]):
            assert_close(net.loss(x, labels), expected, rtol=1e-4, what="the loss", given={"x": x}, hint=hint)

    def test_the_loss_is_that_of_the_network_in_training(self, student, beside, rng):
        net = beside(NET).made(student.DeepConvNet, ((1, 8, 8), (3,) * 6, 20, 10), 0.5, {})
        x, t = rng.normal(size=(20, 1, 8, 8)), rng.integers(0, 10, 20)
        losses = [np.asarray(net.loss(x, t)) for _ in range(3)]
        assert_true(
            all(loss.size == 1 and loss.dtype.kind == "f" for loss in losses),
            "loss gives no number.",
            got=losses,
        )
        differ = len({float(loss.reshape(())) for loss in losses}) == 3
        hint = "The gradient needs dropout at work, and it starts from the loss."
        assert_true(
            differ,
            "the loss of a batch is the same each time, although training drops numbers by chance.",
            hint=hint,
        )

    def test_gradient_agrees_with_the_numerical_gradient_of_the_loss(self, student, reference, beside, rng):
        values, x, t = example(reference, rng)
        helper = beside(NET)
        net = settled(helper.made(student.DeepConvNet, TINY, 0.0, values), x, t)
        net.gradient(
            rng.normal(size=(2, *TINY[0])), np.array([0, 3])
        )  # what layers remember of it is of no use
        slopes = named(net.gradient(x, t), "gradients")
        hint = "Back through all layers in reverse, and each dW to its own name."
        if any(np.asarray(p).dtype.itemsize < 8 for p in net.params.values()):
            # a nudge of single-precision parameters is too rough to measure with
            for name, expected in twin(reference, values).gradient(x, t).items():
                assert_true(slopes[name] is not None, f"the gradient of {name} is None.", hint=hint)
                assert_close(slopes[name], expected, what=f"the gradient of {name}", hint=hint, atol=1e-5)
        else:
            # h is small, or a ReLU or a maximum would change sides in between
            assert_gradients(
                Batched(beside, helper.loss_at, lambda v: [net, v, x, t]), values, slopes,
                rng=rng, rtol=1e-4, atol=2e-5, h=1e-7, directions=1, given={"x": x}, hint=hint,
            )  # fmt: skip
        # One image, with dropout: a hidden number reaches the scores just if the gradient reaches its bias.
        biases = {"b7": rng.uniform(-0.5, 1, size=20), "b8": rng.normal(size=40)}
        net = helper.made(student.DeepConvNet, ((1, 8, 8), (3,) * 6, 20, 40), 0.5, biases)
        image = rng.normal(size=(1, 1, 8, 8))
        slopes = named(net.gradient(image, np.array([7])), "gradients")
        same = np.array_equal(np.any(slopes["W8"], axis=1), np.not_equal(slopes["b7"], 0))
        summary = "what was dropped on the way to the loss is not dropped on the way back, or vice versa."
        hint = "backward goes through every layer that forward went through."
        assert_true(same, summary, hint=hint)
        # A score that was dropped leaves its bias no say; that none of 40 is dropped does not happen.
        drops = np.any(np.equal(net.predict(image, True), 0))
        summary = "training drops some of 40 scores, and yet the gradient of b8 is 0 for none of them."
        assert_true(not drops or np.any(np.equal(slopes["b8"], 0)), summary, hint=hint)

    def test_steps_downhill_lower_the_loss(self, student, reference, beside, rng):
        values, x, t = example(reference, rng, 6)
        helper = beside(NET)
        net = settled(helper.made(student.DeepConvNet, TINY, 0.0, values), x, t)
        rate, expected = 0.02, learnt(twin(reference, values), x, t, 3, 0.02)
        while not falls(expected):
            rate /= 2
            expected = learnt(twin(reference, values), x, t, 3, rate)
        losses = helper.learn(net, x, t, 3, rate)
        hint = "Each step changes the arrays in params. Does the network work with the new numbers?"
        summary = "the loss of a batch does not fall when params follow their gradients."
        assert_true(falls(losses), summary, got=losses, hint=hint)
        assert_close(losses, expected, rtol=1e-4, what="the list of losses", hint=hint)


# A network that knows the scores of the images by their first pixel, and nothing about anything else.
TABLE = """
import numpy as np

class Table:
    def __init__(self, scores):
        self.scores = scores

    def predict(self, x, train_flg=0):
        if np.ndim(x) != 4 or np.shape(x)[1:] != (2, 3, 4):
            raise ValueError(f"predict was given images of shape {np.shape(x)}, expected (N, 2, 3, 4)")
        scores = self.scores[x[:, 0, 0, 0].astype(int)]
        return -scores if train_flg else scores

def wrong(misclassified, scores, x, t, *batch_size):
    return misclassified(Table(scores), x, t, *batch_size)

def elected(ensemble_predict, tables, x):
    return ensemble_predict([Table(scores) for scores in tables], x)
"""


def numbered(count):
    """Images whose first pixel is their number."""
    x = np.full((count, 2, 3, 4), 0.5)
    x[:, 0, 0, 0] = np.arange(count)
    return x


def graded_table(rng, count, classes, wrong):
    """Scores and labels such that exactly the images at the positions `wrong` are misclassified."""
    scores = rng.normal(size=(count, classes)) - 1.0  # mostly negative: nothing may start from 0
    t = scores.argmax(axis=1)
    t[wrong] = (t[wrong] + rng.integers(1, classes, len(wrong))) % classes
    return scores, t


def assert_wrong(student, beside, rng, count, classes, wrong, *batch_size, one_hot=False, hint=""):
    scores, t = graded_table(rng, count, classes, np.array(wrong, dtype=int))
    labels = np.eye(classes)[t] if one_hot else t
    found = beside(TABLE).wrong(student.misclassified, scores, numbered(count), labels, *batch_size)
    expected = np.array(wrong, dtype=int)
    assert_close(
        found, expected, what="the array of positions", given={"scores": scores, "t": labels}, hint=hint
    )


@exercise("misclassified")
class TestMisclassified:
    def test_positions_of_the_wrong_ones_in_order(self, student, beside, rng):
        hint = "Positions in x, those that are wrong, as one flat array."
        assert_wrong(student, beside, rng, 9, 4, [0, 3, 4, 8], hint=hint)
        assert_wrong(student, beside, rng, 6, 6, [2], hint=hint)

    def test_one_hot_rows_say_the_same(self, student, beside, rng):
        hint = "The label of a one-hot row is the place of its 1."
        assert_wrong(student, beside, rng, 8, 5, [1, 2, 7], one_hot=True, hint=hint)
        assert_wrong(student, beside, rng, 4, 4, [3], one_hot=True, hint=hint)

    def test_positions_count_from_the_start_in_every_batch(self, student, beside, rng):
        hint = "The third image of the second batch is not image 2."
        assert_wrong(student, beside, rng, 12, 3, [0, 4, 5, 9, 11], 4, hint=hint)
        assert_wrong(student, beside, rng, 5, 3, [1, 3], 1, hint=hint)

    def test_the_smaller_last_batch_counts(self, student, beside, rng):
        hint = "Every image counts, also those that do not fill a batch."
        assert_wrong(student, beside, rng, 11, 4, [2, 8, 10], 4, hint=hint)
        assert_wrong(student, beside, rng, 230, 4, [99, 100, 229], hint=hint)

    def test_nothing_wrong_and_everything_wrong(self, student, beside, rng):
        hint = "No wrong image: an empty array. All wrong: all positions."
        assert_wrong(student, beside, rng, 7, 3, [], 3, hint=hint)
        assert_wrong(student, beside, rng, 7, 3, list(range(7)), 3, hint=hint)


# A generator cannot be sent to the student's code, so it is made there.
MOVE = """
import numpy as np

def moved(augment, images, seed, shift):
    return augment(images, np.random.default_rng(seed), shift), images
"""


def moved_all(images, down, right):
    """All images moved by as much, with zeros coming in."""
    room = np.pad(images, ((0, 0), (0, 0), (3, 3), (3, 3)))
    height, width = images.shape[2:]
    return room[:, :, 3 - down : 3 - down + height, 3 - right : 3 - right + width]


def inked(rng, count, *shape):
    """Images without a single 0, each different from all others in every pixel."""
    return 1.0 + rng.permutation(count * int(np.prod(shape))).reshape(count, *shape)


def moves_of(result, images, shift, hint=""):
    """How each image was moved: (down, right), both of them from -shift to shift."""
    result = np.asarray(result)
    fits = result.shape == images.shape and result.dtype.kind in "biuf"
    assert_true(fits, f"the result has shape {result.shape}, expected {images.shape}.", got=result)
    moves = {}
    for place in itertools.product(range(-shift, shift + 1), repeat=2):
        same = (result == moved_all(images, *place)).all(axis=(1, 2, 3))
        moves |= {int(i): place for i in np.flatnonzero(same)}
    assert_true(
        len(moves) == len(images),
        "an image is not the given one, moved by at most `shift` and filled up with zeros.",
        given={"images": images, "shift": shift},
        got=result,
        hint=hint,
    )
    return list(moves.values())


@exercise("augment")
class TestAugment:
    def test_each_image_is_moved_and_zeros_come_in(self, student, beside, rng):
        hint = "What leaves at one edge must not come back at the other, and image i stays image i."
        for shape, shift in (((1, 5, 5), 1), ((2, 4, 7), 2), ((1, 3, 4), 0)):
            images = inked(rng, 12, *shape)
            result, _ = beside(MOVE).moved(student.augment, images, 11, shift)
            moves = moves_of(result, images, shift, hint)
            assert_true(shift == 0 or set(moves) != {(0, 0)}, "nothing was moved.", hint="Is the rng used?")

    def test_both_directions_and_both_ends_occur(self, student, beside, rng):
        images = inked(rng, 300, 1, 3, 4)
        result, _ = beside(MOVE).moved(student.augment, images, 12, 1)
        seen = set(moves_of(result, images, 1))
        # each of the nine is missing among 300 once in 10**15 times
        hint = "From -shift to shift, both ends included, for both directions separately."
        never = 9 - len(seen)
        assert_true(never == 0, f"of 9 possible moves, {never} never occur.", got=never, hint=hint)

    def test_every_image_has_a_move_of_its_own(self, student, beside, rng):
        images = inked(rng, 60, 1, 6, 5)
        result, _ = beside(MOVE).moved(student.augment, images, 13, 2)
        # of 25 possible moves, 60 images show at least 15 but once in 10**6 times
        different = len(set(moves_of(result, images, 2)))
        assert_true(
            different >= 12, "many images have the same move.", got=different, hint="Draw anew for each."
        )

    def test_the_seed_decides(self, student, beside, rng):
        images, helper = inked(rng, 20, 1, 4, 4), beside(MOVE)
        first, *again, other = (helper.moved(student.augment, images, k, 2)[0] for k in (14, 14, 14, 15))
        assert_close(first, first)  # numbers, whatever they are
        different = 1 + sum(not np.array_equal(first, result) for result in again)
        summary = f"three calls with the same seed have {different} different results."
        hint = "Use the rng you are given, and no other."
        assert_true(different == 1, summary, got=different, hint=hint)
        same = sum(map(np.array_equal, np.atleast_1d(first), np.atleast_1d(other)))
        summary = f"with another seed, {same} of {len(images)} images have the same move."
        assert_true(not np.array_equal(first, other), summary, got=same, hint="Is the rng used?")

    def test_shape_and_dtype_stay(self, student, beside, rng):
        for kind in (np.float32, np.uint8):
            images = rng.integers(1, 256, size=(6, 1, 4, 5)).astype(kind)
            result, _ = beside(MOVE).moved(student.augment, images, 21, 3)
            fits = isinstance(result, np.ndarray) and result.shape == images.shape and result.dtype == kind
            hint = "np.zeros_like gives the shape and the dtype of its argument."
            assert_true(
                fits, f"images of {np.dtype(kind)} do not keep shape and dtype.", got=result, hint=hint
            )
            assert_true(not np.array_equal(result, images), "nothing was moved.", hint="Is the rng used?")

    def test_the_images_given_are_left_alone(self, student, beside, rng):
        images = inked(rng, 4, 1, 4, 5)
        result, after = beside(MOVE).moved(student.augment, images, 18, 3)
        changed = len(images) - sum(map(np.array_equal, images, after))
        summary = f"of {len(images)} images given, {changed} were changed."
        assert_true(changed == 0, summary, got=changed, hint="Write into a new array.")
        fits = np.shape(result) == images.shape and not np.array_equal(result, images)
        assert_true(fits, "the result is not the images, moved.", got=result, hint="Return the new array.")


def elected(student, beside, *tables):
    return beside(TABLE).elected(student.ensemble_predict, list(tables), numbered(len(tables[0])))


@exercise("ensemble_predict")
class TestEnsemblePredict:
    def test_being_sure_counts_more_than_a_majority(self, student, beside):
        sure = np.log([[0.02, 0.02, 0.96], [0.94, 0.03, 0.03]])
        hardly = np.log([[0.5, 0.05, 0.45], [0.35, 0.1, 0.55]])
        hint = "Average the probabilities first, and choose at the end."
        labels = elected(student, beside, hardly, sure, hardly)
        assert_close(
            labels, [2, 0], what="the array of labels", given={"sure": sure, "hardly": hardly}, hint=hint
        )

    def test_large_scores_do_not_shout_the_others_down(self, student, beside):
        loud = np.array([[0.0, 0.0, 0.0, 60.0], [90.0, 20.0, 0.0, 0.0]])
        quiet = np.array([[6.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 5.0]])
        hint = "Each network's scores have to become probabilities before they are averaged."
        labels = elected(student, beside, loud, quiet, quiet)
        assert_close(
            labels, [0, 3], what="the array of labels", given={"loud": loud, "quiet": quiet}, hint=hint
        )

    def test_one_network_alone_decides_as_it_would(self, student, beside, rng):
        scores = rng.normal(size=(7, 5)) * 2
        hint = "The class with the largest probability, for each image."
        assert_close(
            elected(student, beside, scores), scores.argmax(axis=1), what="the array of labels", hint=hint
        )

    def test_many_images_and_networks(self, student, reference, beside, rng):
        for count, classes, networks in ((40, 10, 5), (6, 4, 4), (1, 3, 2)):
            tables = rng.normal(size=(networks, count, classes)) * 2.5
            expected = reference.softmax(tables).mean(axis=0).argmax(axis=-1)
            assert_close(elected(student, beside, *tables), expected, what="the array of labels")

    def test_scores_in_the_thousands_are_no_trouble(self, student, beside):
        # of three classes, probabilities of about (0.62, 0.38, 0) and (0, 0.27, 0.73), in two orders
        one = np.array([[0, 0, 1000, 999.5, 0, 0], [0, 0, 0, 999.5, 1000, 0]])
        other = np.array([[0, 0, 0, 2000.0, 2001, 0], [0, 0, 0, 2000, 0, 2001]])
        hint = "Your softmax of chapter 3 can do that."
        assert_close(elected(student, beside, one, other), [4, 5], what="the array of labels", hint=hint)


def assert_half(result, params):
    """Check that the result is a dict of half-precision arrays by these names."""
    assert_true(isinstance(result, dict), "the result is no dict.", got=result)
    for name in params:
        assert_true(name in result, "a name is missing.", got=sorted(map(str, result)))
        kind = getattr(result[name], "dtype", type(result[name]).__name__)
        if not isinstance(kind, np.dtype | str):
            kind = "something that is no array"
        hint = "Writing into an array never changes its dtype: you need new arrays."
        summary = f"an array is of type {kind}, expected float16."
        assert_true(kind == np.float16, summary, got=result[name], hint=hint)


def share_read(weights, x, t):
    """Share of the digits that a 784-50-100-10 network of sigmoid layers reads right."""
    W, b = ([weights[f"{kind}{i}"].astype(float) for i in (1, 2, 3)] for kind in "Wb")
    for i in (0, 1):
        with np.errstate(over="ignore"):  # weights may come back as anything
            x = 1 / (1 + np.exp(-(x @ W[i] + b[i])))
    return np.mean((x @ W[2] + b[2]).argmax(axis=1) == t)


def some_params(rng):
    shapes = {"W1": (3, 2, 3, 3), "b1": (3,), "W2": (12, 5), "b2": (5,), "gamma": (4,)}
    return {name: rng.normal(size=shape) * 10.0 ** rng.integers(-3, 3) for name, shape in shapes.items()}


@exercise("to_half")
class TestToHalf:
    def test_every_array_in_half_precision_under_its_name(self, student, rng):
        params = some_params(rng)
        result = student.to_half(params)
        assert_half(result, params)
        for name, value in params.items():
            assert_close(result[name], value.astype(np.float16), what="an array")
        assert_true(len(result) == len(params), "there are other names.", got=sorted(map(str, result)))

    def test_the_parameters_given_are_left_alone(self, student, rng):
        params = some_params(rng)
        result, (after,) = arguments_after(student.to_half, params)
        hint = "The dict and its arrays belong to a network that is still in use."
        for name, value in params.items():
            same = after[name].dtype == value.dtype and np.array_equal(after[name], value)
            assert_true(same, f"{name} of the params given was changed.", hint=hint)
        assert_half(result, params)

    def test_a_trained_network_reads_as_many_digits(self, student):
        params = load_sample_weight()
        result = student.to_half(params)
        assert_half(result, params)
        _, (x, t) = load_mnist()
        x, t = x[:300].astype(float), t[:300]
        lost = share_read(params, x, t) - share_read(result, x, t)
        assert_true(lost <= 0.01, "the accuracy falls.", got=lost, hint="Only the dtype has to change.")
