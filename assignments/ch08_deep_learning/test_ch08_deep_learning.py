"""Chapter 8: the examples of the text, and others. Passing them is a good sign; the graders look at more."""

import numpy as np

from autograder.testing import arguments_after, assert_close, assert_true, exercise

# Any object with a dict of parameters will do.
PARAMETERS = """
class Parameters:
    def __init__(self, params):
        self.params = params
"""


def assert_counted(student, beside, params, count):
    given = {name: np.shape(value) for name, value in params.items()}
    found = student.count_parameters(beside(PARAMETERS).Parameters(params))
    assert_close(found, count, given=given, what="the number of parameters")


@exercise("count_parameters")
class TestCountParameters:
    def test_an_affine_layer_from_784_to_50_has_39250(self, student, beside):
        assert_counted(student, beside, {"W1": np.zeros((784, 50)), "b1": np.zeros(50)}, 39250)

    def test_32_filters_over_16_channels_have_4640(self, student, beside):
        assert_counted(student, beside, {"W1": np.ones((32, 16, 3, 3)), "b1": np.ones(32)}, 4640)

    def test_arrays_of_all_names_count(self, student, beside):
        params = {"W1": np.ones((2, 3)), "b1": np.zeros(3), "gamma1": np.ones(3), "beta1": np.zeros(3)}
        assert_counted(student, beside, params, 15)
        params |= {f"W{i}": np.full((i, 2), 0.5) for i in range(2, 12)}
        assert_counted(student, beside, params, 145)


def assert_sees(student, pixels, layers):
    given = {"layers (filter size, stride)": layers}
    assert_close(student.receptive_field(layers), pixels, given=given, what="the receptive field")


@exercise("receptive_field")
class TestReceptiveField:
    def test_two_3x3_filters_see_what_a_5x5_filter_sees(self, student):
        assert_sees(student, 5, [(5, 1)])
        assert_sees(student, 5, [(3, 1), (3, 1)])
        assert_sees(student, 11, [(7, 1), (1, 1), (2, 1), (4, 1)])

    def test_without_layers_a_pixel_sees_itself(self, student):
        assert_sees(student, 1, [])

    def test_the_stride_of_a_layer_does_not_count_for_itself(self, student):
        assert_sees(student, 2, [(2, 2)])
        assert_sees(student, 3, [(3, 5)])
        assert_sees(student, 6, [(3, 1), (4, 3)])

    def test_the_example_with_a_pooling(self, student):
        assert_sees(student, 8, [(3, 1), (2, 2), (3, 1)])

    def test_a_stride_counts_for_the_layers_behind_it(self, student):
        assert_sees(student, 9, [(5, 2), (3, 1)])
        assert_sees(student, 7, [(3, 1), (5, 2)])

    def test_strides_multiply(self, student):
        assert_sees(student, 14, [(2, 3), (3, 2), (2, 1)])
        assert_sees(student, 36, [(3, 1), (3, 1), (2, 2)] * 3)


# A generator is made where it is used.
DRAWN = """
import numpy as np

def drawn(init_params, seed, *sizes):
    return init_params(*sizes, np.random.default_rng(seed))
"""
WEIGHTS_OF_THE_TEXT = [
    (16, 1, 3, 3),
    (16, 16, 3, 3),
    (32, 16, 3, 3),
    (32, 32, 3, 3),
    (64, 32, 3, 3),
    (64, 64, 3, 3),
    (1024, 50),
    (50, 10),
]
BIASES_OF_THE_TEXT = [(16,), (16,), (32,), (32,), (64,), (64,), (50,), (10,)]
SIXTEEN = [f"{kind}{i}" for i in range(1, 9) for kind in "Wb"]


def assert_all_there(params):
    assert_true(isinstance(params, dict), "the parameters are not in a dict.", got=params)
    for name in SIXTEEN:
        assert_true(name in params, f"there is no {name}.", got=sorted(map(str, params)))


def assert_shaped(params, given, weights, biases):
    assert_all_there(params)
    for i, shapes in enumerate(zip(weights, biases, strict=True), start=1):
        for name, shape in zip((f"W{i}", f"b{i}"), shapes, strict=True):
            got = np.shape(params[name])
            assert_true(got == shape, f"{name} has shape {got}, expected {shape}.", given=given)


@exercise("init_params")
class TestInitParams:
    def test_the_shapes_of_the_text(self, student):
        given = {"input_dim": (1, 28, 28), "filter_nums": (16, 16, 32, 32, 64, 64)}
        params = student.init_params(*given.values(), 50, 10)
        assert_shaped(params, given, WEIGHTS_OF_THE_TEXT, BIASES_OF_THE_TEXT)

    def test_the_shapes_for_images_that_are_not_square(self, student, beside):
        given = {"input_dim": (3, 20, 19), "filter_nums": (2, 4, 3, 5, 4, 6)}
        weights = [(2, 3, 3, 3), (4, 2, 3, 3), (3, 4, 3, 3), (5, 3, 3, 3), (4, 5, 3, 3), (6, 4, 3, 3)]
        # 20, 10, 12 behind the fourth convolution, 6, 3; and 19, 9, 11, 5, 2
        weights += [(36, 7), (7, 3)]
        biases = [(2,), (4,), (3,), (5,), (4,), (6,), (7,), (3,)]
        params = beside(DRAWN).drawn(student.init_params, 0, *given.values(), 7, 3)
        assert_shaped(params, given, weights, biases)

    def test_weights_spread_as_the_rule_of_he_asks(self, student, beside):
        given = {"input_dim": (4, 12, 12), "filter_nums": (32, 20, 36, 24, 12, 28)}
        params = beside(DRAWN).drawn(student.init_params, 1, *given.values(), 50, 30)
        assert_all_there(params)
        expected = [0.2357, 0.0833, 0.1054, 0.0786, 0.0962, 0.1361, 0.1336, 0.2]
        measured = []
        for i, std in enumerate(expected, start=1):
            W = np.asarray(params[f"W{i}"], dtype=float)  # more than 1,000 numbers
            what = f"of W{i}"
            hint = "The root of 2/n, where n numbers go into one output."
            assert_close(
                np.std(W), std, given=given, what=f"the standard deviation {what}", rtol=0.1, hint=hint
            )
            assert_close(np.mean(W), 0, given=given, what=f"the mean {what}", atol=0.15 * std)
            measured.append(W.ravel() / std)
        together = np.std(np.concatenate(measured))
        what = "the standard deviation of all weights, each divided by the one it should have,"
        assert_close(together, 1, given=given, what=what, rtol=0.03)

    def test_biases_start_at_0(self, student):
        params = student.init_params((1, 8, 8), (2, 3, 2, 3, 2, 3), 4, 3)
        assert_all_there(params)
        for name in SIXTEEN[1::2]:
            assert_close(params[name], np.zeros(np.shape(params[name])), what=name)

    def test_the_generator_decides_what_is_drawn(self, student, beside):
        sizes, helper = ((3, 8, 8), (3, 3, 3, 3, 3, 3), 4, 3), beside(DRAWN)
        first, again, other = (helper.drawn(student.init_params, seed, *sizes) for seed in (7, 7, 8))
        for params in (first, again, other):
            assert_all_there(params)
        for name in SIXTEEN[::2]:
            same = np.array_equal(first[name], again[name])
            assert_true(same, f"with the same seed, {name} is not the same.", got=again[name])
            other_name = np.array_equal(first[name], other[name])
            assert_true(not other_name, f"with another seed, {name} is still the same.", got=other[name])
        alike = np.allclose(first["W2"], first["W3"])
        assert_true(
            not alike, "W2 and W3 are the same numbers; each needs draws of its own.", got=first["W3"]
        )


# The net of the text that a single number passes through, set in its own arrays as learning does it, and a
# net with waves of numbers in all its arrays.
NETS = """
import numpy as np

def net_of_the_text(DeepConvNet, *ratio):
    net = DeepConvNet((1, 8, 8), (1, 1, 1, 1, 1, 1), 1, 2, *ratio)
    for i in 1, 2, 3, 4, 5, 6:
        net.params[f"W{i}"][...] = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
    net.params["W7"][...], net.params["b7"][...] = 3, -2
    net.params["W8"][...], net.params["b8"][...] = [[1, -1]], [0, 3]
    return net

def net_of_waves(DeepConvNet):
    net = DeepConvNet((2, 8, 12), (2, 3, 2, 3, 2, 4), 5, 3, 0.0)
    for k, name in enumerate(sorted(net.params)):
        values = net.params[name]
        waves = np.sin(k + 2.2 * np.arange(1.0, values.size + 1)).reshape(values.shape)
        values[...] = (0.2 if name.startswith("b") else 0.4) * waves
    return net

def net_with_many_to_drop(DeepConvNet):
    net = DeepConvNet((1, 8, 8), (1, 1, 1, 1, 1, 1), 40, 40, 0.5)
    net.params["b7"][...] = 1
    return net

def params_with_seed(DeepConvNet, seed):
    return DeepConvNet((2, 8, 8), (2, 2, 2, 2, 2, 2), 3, 2, 0.5, np.random.default_rng(seed)).params

def default_params(DeepConvNet):
    return DeepConvNet().params

def walk_down(net, x, t, steps):
    seen = []
    for _ in range(steps):
        slopes = net.gradient(x, t)
        for name in net.params:
            net.params[name] -= 0.05 * slopes[name]
        seen.append(net.loss(x, t))
    return seen
"""
IMAGE = np.zeros((1, 1, 8, 8))
IMAGE[0, 0, 1, 1] = 2.0
# Three images for the net of waves, and what has to come out.
WAVES = np.sin(np.arange(576.0) ** 2 / 50).reshape(3, 2, 8, 12) * 2
LABELS = np.array([2, 0, 1])
WAVE_SCORES = [
    [-0.255296, -0.050257, 0.314449],
    [-0.320778, -0.253613, 0.619281],
    [-0.349179, -0.076909, 0.439701],
]
# Of each gradient: its first number, its last, the sum of all, and the sum of their absolute values.
WAVE_GRADIENTS = {
    "W1": [-0.013992, -0.081761, 0.611975, 4.859439],
    "b1": [0.131837, -0.048516, 0.083321, 0.180352],
    "W2": [0.114693, 0.027329, -0.259746, 4.429599],
    "b2": [0.021708, -0.075638, -0.082315, 0.125731],
    "W3": [-0.149561, 0.070221, -1.420984, 4.592473],
    "b3": [-0.015949, -0.198733, -0.214682, 0.214682],
    "W4": [-0.012634, 0.141224, 1.890336, 2.811957],
    "b4": [-0.062711, 0.06383, -0.062491, 0.190152],
    "W5": [0.05457, 0.014572, 0.856237, 2.563896],
    "b5": [0.088049, -0.098469, -0.01042, 0.186518],
    "W6": [0.189226, 0.018613, 1.466682, 4.906837],
    "b6": [0.044928, -0.04504, -0.00233, 0.232663],
    "W7": [-0.058288, 0.036012, 4.623067, 4.999116],
    "b7": [0.067004, 0.013407, 0.294868, 0.312394],
    "W8": [-0.125536, 0.031299, 0, 0.952529],
    "b8": [-0.104057, 0.161016, 0, 0.322032],
}


def gradients_of(net, x, t):
    """What ``net.gradient(x, t)`` returns: arrays of numbers by name."""
    found = net.gradient(x, t)
    assert_true(isinstance(found, dict), "gradient does not return a dict.", got=found)
    for name in SIXTEEN:
        assert_true(name in found, f"there is no gradient called {name}.", got=sorted(map(str, found)))
        summary = f"the gradient of {name} is None."
        assert_true(found[name] is not None, summary, hint="Has every layer been asked to go back?")
        got, shape = np.shape(found[name]), np.shape(net.params[name])
        summary = f"the gradient of {name} has shape {got}, but {name} has {shape}."
        assert_true(got == shape, summary, got=found[name])
    return found


def loss_of(net, x, t):
    """What ``net.loss(x, t)`` returns, as a number."""
    loss = net.loss(x, t)
    number = isinstance(loss, float | np.generic | np.ndarray) and np.size(loss) == 1
    assert_true(number, "loss does not return a number.", got=loss)
    return float(np.reshape(loss, ()))


@exercise("DeepConvNet")
class TestDeepConvNet:
    def test_in_evaluation_as_in_the_text(self, student, beside):
        helper = beside(NETS)
        net, given = helper.net_of_the_text(student.DeepConvNet, 0.5), {"dropout_ratio": 0.5}
        hint = "Follow the 2 through your list of layers, with the numbers that are in params now."
        assert_close(net.predict(IMAGE), [[1, 0.5]], given=given, what="the array of scores", hint=hint)
        assert_close(
            net.predict(IMAGE, False), [[1, 0.5]], given=given, what="the array of scores", hint=hint
        )
        what = "the array of scores of an image a quarter as bright"
        assert_close(net.predict(IMAGE / 4), [[0, 1.5]], given=given, what=what)
        net = helper.net_of_the_text(student.DeepConvNet)
        assert_close(
            net.predict(IMAGE), [[1, 0.5]], what="the array of scores with no dropout_ratio given", hint=hint
        )
        net, given = helper.net_of_the_text(student.DeepConvNet, 0.25), {"dropout_ratio": 0.25}
        assert_close(net.predict(IMAGE), [[2.25, 0]], given=given, what="the array of scores")

    def test_every_layer_is_in_its_place(self, student, beside):
        helper = beside(NETS)
        net = helper.net_of_waves(student.DeepConvNet)
        helper.net_of_the_text(student.DeepConvNet, 0.5)  # another net, with layers of its own
        hint = "Compare your layers with the diagram, one by one: kind, padding, order."
        for images in (slice(3), slice(1, 3), slice(1)):
            scores, what = (
                net.predict(WAVES[images]),
                f"the array of scores of images {images.start or 0} to {images.stop - 1}",
            )
            assert_close(scores, WAVE_SCORES[images], what=what, rtol=1e-4, atol=1e-5, hint=hint)
        defaults = helper.default_params(student.DeepConvNet)
        assert_shaped(defaults, {"made by": "DeepConvNet()"}, WEIGHTS_OF_THE_TEXT, BIASES_OF_THE_TEXT)
        first, again = (helper.params_with_seed(student.DeepConvNet, 3) for _ in range(2))
        for name in SIXTEEN:
            assert_close(again[name], first[name], what=f"{name} of a second net with the same seed")

    def test_in_training_numbers_are_dropped_now_and_then(self, student, beside):
        net, many = beside(NETS).net_of_the_text(student.DeepConvNet, 0.5), IMAGE.repeat(40, axis=0)
        first, second = np.asarray(net.predict(many, True)), np.asarray(net.predict(many, True))
        for scores in (first, second):
            fits = scores.shape == (40, 2)
            assert_true(fits, f"the scores of 40 images have shape {scores.shape}, expected (40, 2).")
        for k, possible in enumerate(([0, 4], [-1, 0, 3])):
            seen = sorted({*first[:, k].tolist(), *second[:, k].tolist()})
            summary = f"in training, score {k} should come out as each of {possible} now and then."
            assert_true(seen == possible, summary, got=seen)
        summary = "two calls in training have dropped the same numbers."
        assert_true(not np.array_equal(first, second), summary, got=second)

    def test_the_loss_takes_labels_and_one_hot_rows(self, student, beside):
        helper = beside(NETS)
        net, given = helper.net_of_the_text(student.DeepConvNet, 0.0), {"t": [1], "dropout_ratio": 0.0}
        assert_close(net.loss(IMAGE, np.array([1])), 5.006715, what="the loss", given=given, rtol=1e-4)
        net = helper.net_of_waves(student.DeepConvNet)
        for t in (LABELS, np.array([[0, 0, 1], [1, 0, 0], [0, 1, 0]])):
            given = {"t": t, "dropout_ratio": 0.0}
            assert_close(net.loss(WAVES, t), 1.194250, what="the loss", given=given, rtol=1e-4)

    def test_the_loss_is_taken_in_training(self, student, beside):
        net, t = beside(NETS).net_of_the_text(student.DeepConvNet, 0.5), np.ones(40, dtype=int)
        losses = [loss_of(net, IMAGE.repeat(40, axis=0), t) for _ in range(3)]
        summary = "the loss of the same images is the same each time: nothing was dropped by chance."
        assert_true(len(set(losses)) > 1, summary, got=losses)
        # The losses of scores (4, -1) and (0, 3), also with one of the two dropped, or both.
        possible = [0.048587, 0.693147, 1.313262, 4.018150, 5.006715]
        for _ in range(8):
            loss = loss_of(net, IMAGE, t[:1])
            near = bool((np.abs(loss - np.array(possible)) < 1e-3).any())
            assert_true(near, f"the loss of one image is none of {possible}.", given={"t": t[:1]}, got=loss)

    def test_gradient_of_the_net_of_the_text_and_of_a_larger_one(self, student, beside):
        helper = beside(NETS)
        net = helper.net_of_the_text(student.DeepConvNet, 0.0)
        t = np.array([1])
        given = {"t": t, "dropout_ratio": 0.0}
        gradients = gradients_of(net, IMAGE, t)
        expected = {
            "b8": [0.993307, -0.993307],
            "W8": [[3.973229, -3.973229]],
            "b7": [1.986614],
            "W7": [[3.973229]],
            "b6": [5.959843],
            "b1": [5.959843],
        }
        for name, value in expected.items():
            assert_close(gradients[name], value, what=f"the gradient of {name}", given=given, rtol=1e-4)
        net = helper.net_of_waves(student.DeepConvNet)
        net.gradient(WAVES[:2] + 1, np.array([0, 1]))  # the layers have seen something else before
        gradients = gradients_of(net, WAVES, LABELS)
        for name, expected in WAVE_GRADIENTS.items():
            g = np.asarray(gradients[name], dtype=float)
            found = [g.flat[0], g.flat[-1], g.sum(), np.abs(g).sum()]
            what = f"(first, last, sum, sum of absolute values) of the gradient of {name}"
            assert_close(found, expected, what=what, rtol=1e-3, atol=1e-5)

    def test_what_is_dropped_gets_no_gradient(self, student, beside):
        net = beside(NETS).net_with_many_to_drop(student.DeepConvNet)
        gradients = gradients_of(net, np.zeros((1, 1, 8, 8)), np.array([7]))
        kept = np.any(np.asarray(gradients["W8"]) != 0, axis=1)
        reached = np.asarray(gradients["b7"]) != 0
        summary = (
            "some hidden numbers are dropped on the way to the loss and not on the way back, or vice versa."
        )
        assert_true(np.array_equal(kept, reached), summary, got={"kept": kept, "with a gradient": reached})
        zeros = np.mean(np.asarray(gradients["b8"]) == 0)
        summary = "of 40 scores about half are dropped, and the gradient of b8 should be 0 just there."
        assert_true(0.1 < zeros < 0.9, summary, got={"share of zeros": zeros})

    def test_steps_downhill_are_felt_at_once(self, student, beside):
        helper = beside(NETS)
        net = helper.net_of_waves(student.DeepConvNet)
        losses = helper.walk_down(net, WAVES, LABELS, 3)
        hint = {"params have changed in place. Does the net work with the new numbers?": [1.19425] * 3}
        expected = [1.075887, 1.034836, 1.018545]
        assert_close(losses, expected, what="the list of losses after steps 1, 2 and 3", rtol=1e-4, hint=hint)


# Networks that know the scores of each image by its first pixel, and in training say the opposite.
KNOWING = """
class Knowing:
    def __init__(self, scores):
        self.scores = scores

    def predict(self, x, train_flg=False):
        if x.ndim != 4:
            raise ValueError(f"predict was given an array of shape {x.shape} in place of images")
        scores = self.scores[x[:, 0, 0, 0].astype(int)]
        return -scores if train_flg else scores

def ask(misclassified, scores, x, t, *batch_size):
    return misclassified(Knowing(scores), x, t, *batch_size)

def ask_all(ensemble_predict, tables, x):
    return ensemble_predict([Knowing(scores) for scores in tables], x)
"""


def images(count):
    return np.arange(float(count)).reshape(count, 1, 1, 1)


# The four images of the text, and then three more.
SCORES = np.array(
    [
        [0.2, 3.1, -1.0],
        [2.0, 0.1, 1.9],
        [-5.0, -3.0, -4.0],
        [0.0, 0.5, 0.4],
        [-2.0, -3.0, -1.0],
        [-0.5, -0.7, -0.9],
        [1.5, 1.0, 9.0],
    ]
)
ANSWERS = np.array([1, 0, 1, 1, 2, 0, 2])


def assert_found(student, beside, scores, t, wrong, *batch_size, hint=""):
    found = beside(KNOWING).ask(student.misclassified, scores, images(len(scores)), t, *batch_size)
    given = {"scores": scores, "t": t} | ({"batch_size": batch_size[0]} if batch_size else {})
    assert_close(found, np.array(wrong, dtype=int), given=given, what="the array of positions", hint=hint)


@exercise("misclassified")
class TestMisclassified:
    def test_images_1_and_3_of_the_text(self, student, beside):
        assert_found(student, beside, SCORES[:4], np.array([1, 2, 1, 0]), [1, 3])

    def test_one_hot_rows_say_the_same(self, student, beside):
        t = np.array([[0, 1, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0]])
        assert_found(student, beside, SCORES[:4], t, [1, 3])
        assert_found(student, beside, SCORES[4:], np.array([[0, 1, 0], [1, 0, 0], [0, 0, 1]]), [0])

    def test_as_many_images_as_classes(self, student, beside):
        assert_found(student, beside, SCORES[4:], np.array([2, 2, 2]), [1])
        assert_found(student, beside, SCORES[:3], np.array([0, 0, 1]), [0])

    def test_in_batches_it_is_the_same(self, student, beside):
        t, hint = (
            np.array([1, 2, 1, 0, 0, 0, 1]),
            "Positions count from the start of x, and every image counts.",
        )
        for batch_size in (3, 2, 1, 4, 50):
            assert_found(student, beside, SCORES, t, [1, 3, 4, 6], batch_size, hint=hint)

    def test_batches_of_100_unless_told_otherwise(self, student, beside):
        t = np.tile(ANSWERS, 30)
        wrong = [0, 98, 100, 105, 199, 209]
        t[wrong] = (t[wrong] + 1) % 3
        assert_found(student, beside, np.tile(SCORES, (30, 1)), t, wrong)

    def test_all_right_and_all_wrong(self, student, beside):
        assert_found(student, beside, SCORES, ANSWERS, [], 3)
        assert_found(student, beside, SCORES, (ANSWERS + 1) % 3, [0, 1, 2, 3, 4, 5, 6], 3)


# A generator is made where it is used.
MOVED = """
import numpy as np

def moved(augment, images, seed, shift):
    return augment(images, np.random.default_rng(seed), shift), images
"""
NINE = np.arange(1.0, 10.0).reshape(1, 1, 3, 3)


def numbered(count, channels, height, width):
    """Images in which every pixel says where it was: image, channel, row and column, counted from 1."""
    places = np.indices((count, channels, height, width)) + 1.0
    return 1000 * places[0] + 100 * places[1] + 10 * places[2] + places[3]


def moves_of(result, given, shift):
    """How far each numbered image moved, down and right; it must be moved as a whole."""
    fits = isinstance(result, np.ndarray | list | tuple) and np.shape(result) == given.shape
    fits = fits and np.asarray(result).dtype.kind in "biuf"
    assert_true(fits, f"images of shape {given.shape} come back in shape {np.shape(result)}.", got=result)
    moves = []
    for before, after in zip(given, np.asarray(result), strict=True):
        shown = {"image": before, "shift": shift}
        channel, row, column = np.nonzero(after)
        pixels = after[channel, row, column]
        ours = pixels.size > 0 and np.isin(pixels, before).all()
        assert_true(bool(ours), "not all pixels are of this image, or 0.", given=shown, got=after)
        down, right = row + 1 - pixels // 10 % 10, column + 1 - pixels % 10
        whole = len({*zip(down, right, channel + 1 - pixels // 100 % 10, strict=True)}) == 1
        summary = "not all pixels of an image, in all its channels, moved by as much."
        assert_true(whole, summary, given=shown, got=after)
        move = int(down[0]), int(right[0])
        words = "an image was moved {} down and {} to the right".format(*move)
        assert_true(max(map(abs, move)) <= shift, f"{words}, which is too far.", given=shown, got=after)
        left = len(before) * (before.shape[1] - abs(move[0])) * (before.shape[2] - abs(move[1]))
        summary = f"{words}: {left} of its pixels stay inside, but {pixels.size} are in the result."
        assert_true(pixels.size == left, summary, given=shown, got=after)
        moves.append(move)
    return moves


@exercise("augment")
class TestAugment:
    def test_the_two_moves_of_the_text_are_among_many(self, student, beside):
        many = NINE.repeat(200, axis=0)
        moved = np.asarray(beside(MOVED).moved(student.augment, many, 0, 1)[0])
        fits = moved.shape == (200, 1, 3, 3)
        assert_true(fits, f"200 pictures come back in shape {moved.shape}, expected (200, 1, 3, 3).")
        for name, picture in {
            "one down and one to the right": [[0, 0, 0], [0, 1, 2], [0, 4, 5]],
            "one up": [[4, 5, 6], [7, 8, 9], [0, 0, 0]],
        }.items():
            seen = any(np.array_equal(one[0], picture) for one in moved)
            assert_true(seen, f"among 200 there is none that moved {name}.", given={"image": NINE[0, 0]})

    def test_what_leaves_does_not_come_back(self, student, beside):
        for sides, shift in (((1, 3, 3), 1), ((3, 4, 6), 2), ((2, 5, 3), 2), ((1, 3, 4), 0)):
            before = numbered(30, *sides)
            moves_of(beside(MOVED).moved(student.augment, before, 1, shift)[0], before, shift)

    def test_all_moves_occur_and_each_image_has_its_own(self, student, beside):
        before = numbered(200, 1, 4, 3)
        moves = moves_of(beside(MOVED).moved(student.augment, before, 2, 1)[0], before, 1)
        missing = {(down, right) for down in (-1, 0, 1) for right in (-1, 0, 1)} - set(moves)
        summary = "among 200 images, some moves (down, right) never occur."
        assert_true(not missing, summary, given={"shift": 1}, got={"never": sorted(missing)})

    def test_the_generator_decides(self, student, beside):
        before, helper = numbered(25, 1, 5, 5), beside(MOVED)
        first, again, other = (helper.moved(student.augment, before, seed, 2)[0] for seed in (3, 3, 4))
        assert_true(
            np.array_equal(first, again), "with the same seed, the images move differently.", got=again
        )
        summary = "with another seed, all images move as before."
        assert_true(not np.array_equal(first, other), summary, got=other)

    def test_the_type_of_the_numbers_stays(self, student, beside):
        for kind in (np.float32, np.uint8):
            before = (numbered(5, 1, 4, 5) % 100).astype(kind)
            result = beside(MOVED).moved(student.augment, before, 5, 2)[0]
            assert_true(isinstance(result, np.ndarray), "the result is no array.", got=result)
            assert_true(result.dtype == kind, f"images of {np.dtype(kind)} come back as {result.dtype}.")

    def test_the_images_given_are_left_alone(self, student, beside):
        before = numbered(10, 2, 4, 5)
        result, after = beside(MOVED).moved(student.augment, before, 6, 2)
        assert_true(
            np.array_equal(after, before), "the images given are not the same after the call.", got=after
        )
        assert_true(not np.array_equal(result, before), "of ten images, none was moved.", got=result)


TABLES = [[[0.90, 0.05, 0.05]], [[0.35, 0.45, 0.20]], [[0.35, 0.40, 0.25]]]
# The scores of four networks for twelve images and five classes.
FOUR_NETWORKS = np.sin(np.arange(240.0) ** 2 / 7).reshape(4, 12, 5) * 4


def assert_elected(student, beside, tables, labels, hint=""):
    scores = [np.array(table, dtype=float) for table in tables]
    found = beside(KNOWING).ask_all(student.ensemble_predict, scores, images(len(scores[0])))
    given = {f"scores of network {i}": table for i, table in enumerate(scores)}
    assert_close(found, labels, given=given, what="the array of labels", hint=hint)


@exercise("ensemble_predict")
class TestEnsemblePredict:
    def test_the_three_networks_of_the_text(self, student, beside):
        scores = [np.log(table) for table in TABLES]
        hint = "Probabilities, their average, and then the largest."
        for order in ((0, 1, 2), (1, 0, 2), (2, 1, 0)):
            assert_elected(student, beside, [scores[i] for i in order], [0], hint)

    def test_one_network_decides_alone(self, student, beside):
        assert_elected(student, beside, [SCORES], ANSWERS)

    def test_large_scores_count_no_more_than_small_ones(self, student, beside):
        loud, quiet = [[0, 50, 0], [0, 0, 80], [70, 0, 0]], [[5, 0, 0], [6, 0, 0], [0, 7, 0]]
        hint = "However large the scores, the probabilities of a network add up to 1 for each image."
        assert_elected(student, beside, [loud, quiet, quiet], [0, 0, 1], hint)
        assert_elected(student, beside, [quiet, quiet, loud], [0, 0, 1], hint)

    def test_many_images_and_four_networks(self, student, beside):
        assert_elected(student, beside, FOUR_NETWORKS, [3, 4, 2, 4, 4, 2, 4, 0, 1, 2, 4, 1])

    def test_scores_in_the_thousands_are_no_trouble(self, student, beside):
        # of the first image, probabilities of about (0.38, 0.62, 0) and (0.73, 0, 0.27)
        one = [[1999.5, 2000, 0], [0, 1999.5, 2000], [1000, 0, 1001]]
        other = [[3001, 0, 3000], [3000, 3001, 0], [0, 3000, 2999.5]]
        hint = "The softmax of chapter 3 can do that."
        assert_elected(student, beside, [one, other], [0, 1, 2], hint)


@exercise("to_half")
class TestToHalf:
    def test_the_numbers_of_the_text(self, student):
        params = {"W1": np.array([1.0004, 1.0006, 0.1]), "b1": np.array([2049.0, 1000.0])}
        self.check(student, params, {"W1": [1, 1.0009765625, 0.0999755859375], "b1": [2048, 1000]})

    def test_every_array_keeps_its_name_and_shape(self, student):
        params = {
            "W1": np.full((2, 3, 1, 1), 0.0012),
            "b1": np.array([-300.3, 0.0]),
            "gamma": np.ones((1, 4)),
        }
        small = 0.0011997222900390625
        expected = {"W1": np.full((2, 3, 1, 1), small), "b1": [-300.25, 0], "gamma": np.ones((1, 4))}
        self.check(student, params, expected)

    def test_the_parameters_given_stay_as_they_are(self, student):
        params = {"W1": np.array([0.1, 0.2]), "b1": np.array([0.3])}
        _, (after,) = arguments_after(student.to_half, params)
        for name, value in params.items():
            same = after[name].dtype == value.dtype and np.array_equal(after[name], value)
            assert_true(same, f"{name} was changed.", given={name: value}, got=after[name])

    @staticmethod
    def check(student, params, expected):
        result = student.to_half(params)
        assert_true(isinstance(result, dict), "it does not return a dict.", got=result)
        names = sorted(map(str, result))
        assert_true(names == sorted(params), f"the names are {names}, expected {sorted(params)}.")
        for name, value in expected.items():
            array = isinstance(result[name], np.ndarray)
            assert_true(array, f"{name} is no array.", got=result[name])
            kind = result[name].dtype
            assert_true(kind == np.float16, f"{name} is of type {kind}, expected float16.", got=result[name])
            assert_close(result[name], value, given={name: params[name]}, what=name)
