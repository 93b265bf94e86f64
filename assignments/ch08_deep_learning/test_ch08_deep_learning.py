"""Chapter 8: the examples of the text. Passing them is a good sign; the graders look at more."""

import numpy as np

from autograder.testing import arguments_after, assert_close, assert_true, exercise

# Any object with a dict of parameters will do.
PARAMETERS = """
class Parameters:
    def __init__(self, params):
        self.params = params
"""


@exercise("count_parameters")
class TestCountParameters:
    def test_an_affine_layer_from_784_to_50_has_39250(self, student, beside):
        net = beside(PARAMETERS).Parameters({"W1": np.zeros((784, 50)), "b1": np.zeros(50)})
        assert_close(student.count_parameters(net), 39250, given={"W1": (784, 50), "b1": (50,)})

    def test_32_filters_over_16_channels_have_4640(self, student, beside):
        net = beside(PARAMETERS).Parameters({"W1": np.zeros((32, 16, 3, 3)), "b1": np.zeros(32)})
        assert_close(student.count_parameters(net), 4640, given={"W1": (32, 16, 3, 3), "b1": (32,)})


@exercise("receptive_field")
class TestReceptiveField:
    def test_two_3x3_filters_see_what_a_5x5_filter_sees(self, student):
        for layers in ([(5, 1)], [(3, 1), (3, 1)]):
            assert_close(student.receptive_field(layers), 5, given={"layers": layers})

    def test_the_example_with_a_pooling(self, student):
        layers = [(3, 1), (2, 2), (3, 1)]
        hint = "After the pooling, neighbours are two pixels apart."
        assert_close(student.receptive_field(layers), 8, given={"layers": layers}, hint=hint)


@exercise("init_params")
class TestInitParams:
    def test_the_shapes_of_the_text(self, student):
        given = {"input_dim": (1, 28, 28), "filter_nums": (16, 16, 32, 32, 64, 64)}
        params = student.init_params(*given.values(), 50, 10)
        assert_true(isinstance(params, dict), "it does not return a dict.", got=params)
        weights = [(16, 1, 3, 3), (16, 16, 3, 3), (32, 16, 3, 3), (32, 32, 3, 3), (64, 32, 3, 3)]
        weights += [(64, 64, 3, 3), (1024, 50), (50, 10)]
        biases = [(16,), (16,), (32,), (32,), (64,), (64,), (50,), (10,)]
        for i, shapes in enumerate(zip(weights, biases, strict=True), start=1):
            for name, shape in zip((f"W{i}", f"b{i}"), shapes, strict=True):
                assert_true(name in params, f"there is no {name}.", got=sorted(params))
                got = np.shape(params[name])
                assert_true(got == shape, f"{name} has shape {got}, expected {shape}.", given=given)

    def test_layer_2_spreads_by_about_0_118(self, student):
        params = student.init_params((1, 28, 28), (16, 16, 32, 32, 64, 64), 50, 10)
        assert_true(isinstance(params, dict) and "W2" in params, "there is no W2.", got=params)
        hint = "16 channels with 9 numbers each go into one output; he_std says the rest."
        assert_close(np.std(params["W2"]), 0.118, what="the standard deviation of W2", atol=0.012, hint=hint)


# The net of the text that a single number passes through, set in its own arrays as learning does it.
THROUGH = """
import numpy as np

def net_of_the_text(DeepConvNet, ratio):
    net = DeepConvNet((1, 8, 8), (1, 1, 1, 1, 1, 1), 1, 2, ratio)
    for i in 1, 2, 3, 4, 5, 6:
        net.params[f"W{i}"][...] = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
    net.params["W7"][...], net.params["b7"][...] = 3, -2
    net.params["W8"][...], net.params["b8"][...] = [[1, -1]], [0, 3]
    return net
"""
IMAGE = np.zeros((1, 1, 8, 8))
IMAGE[0, 0, 1, 1] = 2.0


@exercise("DeepConvNet")
class TestDeepConvNet:
    def test_in_evaluation_as_in_the_text(self, student, beside):
        net = beside(THROUGH).net_of_the_text(student.DeepConvNet, 0.5)
        hint = "Follow the 2 through your list of layers. Do the layers see what is written into params?"
        assert_close(net.predict(IMAGE), [[1, 0.5]], what="the scores", hint=hint)

    def test_in_training_scores_are_dropped_now_and_then(self, student, beside):
        net = beside(THROUGH).net_of_the_text(student.DeepConvNet, 0.5)
        scores = np.array([net.predict(IMAGE, True) for _ in range(60)])
        assert_true(scores.shape == (60, 1, 2), "predict of one image has not the shape (1, 2).", got=scores)
        for k, possible in enumerate(([0, 4], [-1, 0, 3])):
            seen = sorted(set(scores[:, 0, k].tolist()))
            what = f"in training, score {k} should come out as each of {possible} now and then."
            assert_true(seen == possible, what, got=seen)

    def test_loss_and_gradient_of_the_net_of_the_text(self, student, beside):
        net = beside(THROUGH).net_of_the_text(student.DeepConvNet, 0.0)
        t = np.array([1])
        given = {"t": t, "dropout_ratio": 0.0}
        assert_close(net.loss(IMAGE, t), 5.006715, what="the loss", given=given, rtol=1e-5)
        gradients = net.gradient(IMAGE, t)
        expected = {
            "b8": [0.993307, -0.993307],
            "W8": [[3.973229, -3.973229]],
            "b7": [1.986614],
            "W7": [[3.973229]],
            "b6": [5.959843],
            "b1": [5.959843],
        }
        for name, value in expected.items():
            fits = isinstance(gradients, dict) and name in gradients
            assert_true(fits, f"gradient gives no dict with {name} in it.", got=gradients)
            assert_close(gradients[name], value, what=f"the gradient of {name}", given=given, rtol=1e-4)


# Networks that know the scores of each image by its first pixel.
KNOWING = """
class Knowing:
    def __init__(self, scores):
        self.scores = scores

    def predict(self, x, *mode):
        return self.scores[x[:, 0, 0, 0].astype(int)]

def ask(misclassified, scores, x, t, batch_size):
    return misclassified(Knowing(scores), x, t, batch_size)

def ask_all(ensemble_predict, tables, x):
    return ensemble_predict([Knowing(scores) for scores in tables], x)
"""
SCORES = np.array([[0.2, 3.1, -1.0], [2.0, 0.1, 1.9], [-5.0, -3.0, -4.0], [0.0, 0.5, 0.4]])
FOUR_IMAGES = np.arange(4.0).reshape(4, 1, 1, 1)


@exercise("misclassified")
class TestMisclassified:
    def test_images_1_and_3_of_the_text(self, student, beside):
        t = np.array([1, 2, 1, 0])
        for labels in (t, np.eye(3)[t]):
            found = beside(KNOWING).ask(student.misclassified, SCORES, FOUR_IMAGES, labels, 100)
            assert_close(found, [1, 3], given={"scores": SCORES, "t": labels})

    def test_in_batches_of_3_it_is_the_same(self, student, beside):
        t = np.array([1, 2, 1, 0])
        found = beside(KNOWING).ask(student.misclassified, SCORES, FOUR_IMAGES, t, 3)
        assert_close(found, [1, 3], given={"t": t, "batch_size": 3}, hint="Count from the start of x.")


# Moves the picture of the text many times, with a generator that starts from a seed.
MANY = """
import numpy as np

def moved(augment, image, times, shift):
    return augment(image.repeat(times, axis=0), np.random.default_rng(0), shift)
"""
NINE = np.arange(1.0, 10.0).reshape(1, 1, 3, 3)


@exercise("augment")
class TestAugment:
    def test_the_two_moves_of_the_text_are_among_many(self, student, beside):
        moved = np.asarray(beside(MANY).moved(student.augment, NINE, 200, 1))
        fits = moved.shape == (200, 1, 3, 3)
        assert_true(fits, f"200 pictures come back in shape {moved.shape}, expected (200, 1, 3, 3).")
        for name, picture in {
            "one down and one to the right": [[0, 0, 0], [0, 1, 2], [0, 4, 5]],
            "one up": [[4, 5, 6], [7, 8, 9], [0, 0, 0]],
        }.items():
            seen = any(np.array_equal(one[0], picture) for one in moved)
            assert_true(seen, f"among 200 there is none that moved {name}.", given={"image": NINE[0, 0]})

    def test_what_leaves_does_not_come_back(self, student, beside):
        moved = np.asarray(beside(MANY).moved(student.augment, NINE, 50, 1))
        fits = len(moved) == 50 and all(0 in one or np.array_equal(one, NINE[0]) for one in moved)
        assert_true(fits, "a picture was moved, but has no background of 0 in it.", got=moved)


@exercise("ensemble_predict")
class TestEnsemblePredict:
    def test_the_three_networks_of_the_text(self, student, beside):
        tables = [[[0.90, 0.05, 0.05]], [[0.35, 0.45, 0.20]], [[0.35, 0.40, 0.25]]]
        scores = [np.log(table) for table in tables]
        found = beside(KNOWING).ask_all(student.ensemble_predict, scores, FOUR_IMAGES[:1])
        assert_close(found, [0], hint="Probabilities, their average, and then the largest.")


@exercise("to_half")
class TestToHalf:
    def test_the_numbers_of_the_text(self, student):
        W = np.array([1.0004, 1.0006, 2049.0, 0.1])
        result = student.to_half({"W1": W})
        fits = isinstance(result, dict) and "W1" in result
        assert_true(fits, "it does not return a dict with W1.", got=result)
        kind = np.asarray(result["W1"]).dtype
        assert_true(kind == np.float16, f"W1 is of type {kind}, expected float16.")
        assert_close(result["W1"], [1, 1.0009765625, 2048, 0.0999755859375], given={"W1": W})

    def test_the_parameters_given_stay_as_they_are(self, student):
        params = {"W1": np.array([0.1, 0.2]), "b1": np.array([0.3])}
        _, (after,) = arguments_after(student.to_half, params)
        for name, value in params.items():
            same = after[name].dtype == value.dtype and np.array_equal(after[name], value)
            assert_true(same, f"{name} was changed.", given={name: value}, got=after[name])
