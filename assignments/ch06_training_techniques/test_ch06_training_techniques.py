"""Public checks of chapter 6: the numbers that the chapter works out by hand."""

import numpy as np

from autograder.testing import arguments_after, assert_close, assert_true, exercise


def shapes_of(params):
    """Names and shapes of a dict of arrays."""
    assert_true(isinstance(params, dict), "that is no dict of parameters.", got=params)
    return {name: np.shape(value) for name, value in params.items()}


def one_step(optimizer, w, g):
    """Where W1 stands after one update."""
    params, grads = {"W1": np.array(w)}, {"W1": np.array(g)}
    _, (params_after, _) = arguments_after(optimizer.update, params, grads)
    return params_after["W1"]


TWO_STEPS = """
import numpy as np

def two_steps(optimizer, w, first, second):
    params = {"W1": np.array(w)}
    optimizer.update(params, {"W1": np.array(first)})
    optimizer.update(params, {"W1": np.array(second)})
    return params["W1"]
"""


def two_steps(beside, optimizer, w, first, second):
    """Where W1 stands after two updates of the same dict."""
    return beside(TWO_STEPS).two_steps(optimizer, w, first, second)


@exercise("SGD")
class TestSGD:
    def test_one_step_of_the_worked_example(self, student):
        given = {"W1": [1.0], "its gradient": [0.5], "lr": 0.1}
        assert_close(one_step(student.SGD(0.1), [1.0], [0.5]), [0.95], what="W1", given=given)

    def test_all_keys_are_updated(self, student):
        params = {"W1": np.array([[1.0, 2.0]]), "b1": np.array([3.0])}
        grads = {"W1": np.array([[10.0, -10.0]]), "b1": np.array([1.0])}
        _, (after, _) = arguments_after(student.SGD().update, params, grads)
        given = {"params": params, "grads": grads, "lr": 0.01}
        assert_close(after["W1"], [[0.9, 2.1]], what="W1", given=given)
        assert_close(after["b1"], [2.99], what="b1", given=given)


@exercise("Momentum")
class TestMomentum:
    def test_two_steps_of_the_worked_example(self, student, beside):
        given = {"W1": [1.0], "its gradients": [1.0, 1.0], "lr": 0.1, "momentum": 0.9}
        got = two_steps(beside, student.Momentum(0.1, 0.9), [1.0], [1.0], [1.0])
        assert_close(
            got, [0.71], what="W1", given=given, hint="0.9 after the first step, 0.71 after the second."
        )


@exercise("Nesterov")
class TestNesterov:
    def test_two_steps_of_the_worked_example(self, student, beside):
        given = {"W1": [1.0], "its gradients": [1.0, 1.0], "lr": 0.1, "momentum": 0.9}
        got = two_steps(beside, student.Nesterov(0.1, 0.9), [1.0], [1.0], [1.0])
        hint = "0.81 after the first step, 0.539 after the second."
        assert_close(got, [0.539], what="W1", given=given, hint=hint)


@exercise("AdaGrad")
class TestAdaGrad:
    def test_two_steps_of_the_worked_example(self, student, beside):
        given = {"W1": [1.0], "its gradients": [2.0, 1.0], "lr": 0.1}
        got = two_steps(beside, student.AdaGrad(0.1), [1.0], [2.0], [1.0])
        hint = "0.9 after the first step, 0.8553 after the second."
        assert_close(got, [0.85527864], what="W1", given=given, hint=hint, rtol=1e-5)


@exercise("RMSprop")
class TestRMSprop:
    def test_two_steps_of_the_worked_example(self, student, beside):
        given = {"W1": [1.0], "its gradients": [2.0, 1.0], "lr": 0.1, "decay_rate": 0.9}
        got = two_steps(beside, student.RMSprop(0.1, 0.9), [1.0], [2.0], [1.0])
        hint = "0.6838 after the first step, 0.5363 after the second."
        assert_close(got, [0.53633028], what="W1", given=given, hint=hint, rtol=1e-5)


@exercise("Adam")
class TestAdam:
    def test_two_steps_of_the_worked_example(self, student, beside):
        given = {"W1": [1.0], "its gradients": [2.0, 1.0], "lr": 0.1, "beta1": 0.9, "beta2": 0.999}
        got = two_steps(beside, student.Adam(0.1), [1.0], [2.0], [1.0])
        hint = "0.9 after the first step, 0.8068 after the second."
        assert_close(got, [0.80677903], what="W1", given=given, hint=hint, rtol=1e-4)


@exercise("xavier_std")
class TestXavierStd:
    def test_100_and_25_inputs(self, student):
        assert_close(student.xavier_std(100), 0.1, given={"n": 100})
        assert_close(student.xavier_std(25), 0.2, given={"n": 25})


@exercise("he_std")
class TestHeStd:
    def test_50_and_8_inputs(self, student):
        assert_close(student.he_std(50), 0.2, given={"n": 50})
        assert_close(student.he_std(8), 0.5, given={"n": 8})


@exercise("init_weights")
class TestInitWeights:
    def test_the_net_784_50_10(self, student):
        got = shapes_of(student.init_weights([784, 50, 10], "he"))
        shapes = {"W1": (784, 50), "b1": (50,), "W2": (50, 10), "b2": (10,)}
        assert_true(got == shapes, "names or shapes are not those of the table.", got=got)

    def test_the_spread_of_784_inputs(self, student):
        params = student.init_weights([784, 50], "he")
        assert_true("W1" in shapes_of(params), "there is no W1.", got=params)
        std = float(np.std(params["W1"]))
        assert_true(0.048 < std < 0.053, "the spread of W1 is not near 0.0505.", got=std)


@exercise("BatchNormalization")
class TestBatchNormalization:
    # Right up to the tiny epsilon.
    def test_two_samples_of_one_neuron(self, student):
        layer = student.BatchNormalization(np.array([2.0]), np.array([5.0]))
        x = np.array([[1.0], [3.0]])
        given = {"x": x, "gamma": 2.0, "beta": 5.0}
        assert_close(layer.forward(x), [[3.0], [7.0]], given=given, rtol=1e-4)
        assert_close(np.ravel(layer.running_mean), [0.2], what="running_mean", given=given)
        assert_close(np.ravel(layer.running_var), [0.1], what="running_var", given=given)

    def test_backward_of_three_samples(self, student):
        layer = student.BatchNormalization(np.array([1.0]), np.array([0.0]))
        x, dout = np.array([[0.0], [0.0], [3.0]]), np.array([[1.0], [0.0], [0.0]])
        layer.forward(x)
        given = {"x": x, "dout": dout, "gamma": 1.0, "beta": 0.0}
        wanted = [[0.35355339], [-0.35355339], [0.0]]
        assert_close(layer.backward(dout), wanted, what="dx", given=given, rtol=1e-4, atol=1e-5)
        assert_close(layer.dbeta, [1.0], what="dbeta", given=given)
        assert_close(layer.dgamma, [-0.70710678], what="dgamma", given=given, rtol=1e-4)


@exercise("MultiLayerNet")
class TestMultiLayerNet:
    def test_two_hidden_layers(self, student):
        net = student.MultiLayerNet(4, [6, 5], 3)
        got = shapes_of(net.params)
        shapes = {"W1": (4, 6), "b1": (6,), "W2": (6, 5), "b2": (5,), "W3": (5, 3), "b3": (3,)}
        assert_true(got == shapes, "names or shapes of params are not right.", got=got)
        scores = net.predict(np.ones((2, 4)))
        assert_true(np.shape(scores) == (2, 3), "predict gives a row a sample, a column a class.", got=scores)

    def test_weight_decay_raises_loss_and_gradient(self, student):
        # Inputs and biases 0: all scores are 0, the cross entropy is log(3), and only the penalty moves W1.
        net = student.MultiLayerNet(4, [6], 3, "relu", "relu", 0.1)
        x, t = np.zeros((2, 4)), np.array([0, 2])
        weights = [net.params["W1"], net.params["W2"]]
        penalty = 0.05 * sum(float((w * w).sum()) for w in weights)
        given = {"x": x, "t": t, "weight_decay_lambda": 0.1}
        assert_close(net.loss(x, t), np.log(3) + penalty, what="the loss", given=given, rtol=1e-5)
        assert_close(net.gradient(x, t)["W1"], 0.1 * weights[0], what="the gradient of W1", given=given)


@exercise("Dropout")
class TestDropout:
    def test_training_keeps_or_drops(self, student):
        x = np.arange(1.0, 101.0)
        out = np.asarray(student.Dropout(0.5).forward(x))
        given = {"x": x, "dropout_ratio": 0.5}
        right = out.shape == x.shape and bool(np.all((out == 0) | (out == x)))
        assert_true(right, "each value is either kept as it is, or 0.", given=given, got=out)
        assert_true(10 < np.sum(out == 0) < 90, "about half of the values are dropped.", given=given, got=out)

    def test_evaluation_of_the_table(self, student):
        x = np.array([1.0, 2.0, 3.0, 4.0])
        given = {"x": x, "dropout_ratio": 0.5, "train_flg": False}
        assert_close(student.Dropout(0.5).forward(x, False), [0.5, 1.0, 1.5, 2.0], given=given)

    def test_backward_uses_the_mask_of_forward(self, student):
        dropout, x = student.Dropout(0.5), np.ones(50)
        out = dropout.forward(x)
        given = {"x": x, "dout": 10 * x, "forward gave": out}
        assert_close(dropout.backward(10 * x), 10 * np.asarray(out), what="dx", given=given)


@exercise("log_uniform")
class TestLogUniform:
    def test_a_draw_lies_between_the_bounds(self, student):
        for _ in range(20):
            number = student.log_uniform(0.001, 0.1)
            inside = np.ndim(number) == 0 and 0.00099 < float(number) < 0.101
            assert_true(inside, "that is no number between 0.001 and 0.1.", got=number)


@exercise("split_validation")
class TestSplitValidation:
    def test_ten_samples(self, student):
        x, t = np.arange(10.0).reshape(10, 1), np.arange(10)
        given = {"x": x, "t": t, "validation_rate": 0.2}
        result = student.split_validation(x, t, 0.2)
        pairs = isinstance(result, tuple | list) and len(result) == 2
        assert_true(pairs, "return (x_train, t_train), (x_val, t_val).", given=given, got=result)
        (x_train, t_train), (x_val, t_val) = result
        got = [np.shape(part) for part in (x_train, t_train, x_val, t_val)]
        sizes = got == [(8, 1), (8,), (2, 1), (2,)]
        assert_true(sizes, "eight samples stay, two are set aside.", given=given, got=got)
        assert_close(np.ravel(x_val), t_val, what="x of the validation samples", given=given)


@exercise("random_search")
class TestRandomSearch:
    def test_five_trials_best_first(self, student):
        def minus_lr(settings):
            return -settings["lr"]

        ranking = student.random_search(minus_lr, {"lr": (0.001, 0.1)}, 5)
        five = isinstance(ranking, list | tuple) and len(ranking) == 5
        assert_true(five, "five trials give a list of five results.", got=ranking)
        rates = [settings["lr"] for _, settings in ranking]
        best_first = rates == sorted(rates)
        assert_true(best_first, "here the smallest lr has the highest score: it stands first.", got=ranking)
