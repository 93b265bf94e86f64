"""Checks for chapter 7: save your notebook or script, then run `pytest` in this folder."""

import numpy as np

from autograder.testing import assert_close, assert_true, exercise

# The worked example of chapter 7.
X = np.array([[1.0, 2, 3, 0], [0, 1, 2, 3], [3, 0, 1, 2], [2, 3, 0, 1]]).reshape(1, 1, 4, 4)
W = np.array([[2.0, 0, 1], [0, 1, 2], [1, 0, 2]]).reshape(1, 1, 3, 3)
COUNTING = np.arange(1.0, 10).reshape(1, 1, 3, 3)
UPPER_TWO = np.array([[1.0, 1], [0, 0]]).reshape(1, 1, 2, 2)


@exercise("conv_output_size")
class TestConvOutputSize:
    def test_seven_pixels_and_a_window_of_three(self, student):
        assert_close(student.conv_output_size(7, 3), 5, given={"input_size": 7, "filter_size": 3})

    def test_seven_pixels_and_stride_two(self, student):
        given = {"input_size": 7, "filter_size": 3, "stride": 2}
        assert_close(student.conv_output_size(7, 3, 2), 3, given=given)

    def test_padding_two_keeps_28_pixels(self, student):
        given = {"input_size": 28, "filter_size": 5, "stride": 1, "pad": 2}
        assert_close(student.conv_output_size(28, 5, 1, 2), 28, given=given)

    def test_six_pixels_and_stride_two_leave_one_over(self, student):
        given = {"input_size": 6, "filter_size": 3, "stride": 2}
        assert_close(student.conv_output_size(6, 3, 2), 2, given=given, hint="A window must not stick out.")

    def test_the_result_can_be_a_shape(self, student):
        size = student.conv_output_size(7, 3, 2)
        is_int = np.asarray(size).dtype.kind in "iu"
        assert_true(is_int, "the result is no int: np.zeros would refuse it.", got=size)


@exercise("conv_naive")
class TestConvNaive:
    def test_the_worked_example_of_the_book(self, student):
        expected = [[[[15, 16], [6, 15]]]]
        assert_close(
            student.conv_naive(X, W, np.zeros(1)), expected, given={"x": X, "W": W, "b": np.zeros(1)}
        )

    def test_a_bias_of_three_is_added_everywhere(self, student):
        b = np.array([3.0])
        assert_close(student.conv_naive(X, W, b), [[[[18, 19], [9, 18]]]], given={"x": X, "W": W, "b": b})

    def test_padding_one_keeps_the_size(self, student):
        expected = [[[[7, 12, 10, 2], [4, 15, 16, 10], [10, 6, 15, 6], [8, 10, 4, 3]]]]
        given = {"x": X, "W": W, "b": np.zeros(1), "stride": 1, "pad": 1}
        assert_close(student.conv_naive(X, W, np.zeros(1), 1, 1), expected, given=given)

    def test_two_channels_and_two_filters(self, student):
        x = np.concatenate([COUNTING, 10 * COUNTING], axis=1)
        filters = np.array([[[[1.0, 0], [0, 0]], [[0, 0], [0, 1]]], [[[0, 0], [0, 1]], [[1, 0], [0, 0]]]])
        b = np.array([0.0, 1.0])
        expected = [[[[51, 62], [84, 95]], [[16, 27], [49, 60]]]]
        assert_close(student.conv_naive(x, filters, b), expected, given={"x": x, "W": filters, "b": b})


@exercise("im2col")
class TestIm2col:
    def test_the_example_worked_by_hand(self, student):
        expected = [[1, 2, 4, 5], [2, 3, 5, 6], [4, 5, 7, 8], [5, 6, 8, 9]]
        given = {"input_data": COUNTING, "filter_h": 2, "filter_w": 2}
        assert_close(student.im2col(COUNTING, 2, 2), expected, given=given)

    def test_a_window_of_one_row(self, student):
        expected = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
        given = {"input_data": COUNTING, "filter_h": 1, "filter_w": 3}
        assert_close(student.im2col(COUNTING, 1, 3), expected, given=given)

    def test_two_images_with_two_channels(self, student):
        x = np.arange(1.0, 13).reshape(2, 2, 1, 3)
        expected = [[1, 2, 4, 5], [2, 3, 5, 6], [7, 8, 10, 11], [8, 9, 11, 12]]
        given = {"input_data": x, "filter_h": 1, "filter_w": 2}
        assert_close(student.im2col(x, 1, 2), expected, given=given)

    def test_stride_two_and_padding_one(self, student):
        expected = [[0, 0, 0, 1], [0, 0, 2, 3], [0, 4, 0, 7], [5, 6, 8, 9]]
        given = {"input_data": COUNTING, "filter_h": 2, "filter_w": 2, "stride": 2, "pad": 1}
        assert_close(student.im2col(COUNTING, 2, 2, 2, 1), expected, given=given)


@exercise("col2im")
class TestCol2im:
    def test_ones_count_the_windows_over_each_pixel(self, student):
        col = np.ones((4, 4))
        expected = [[[[1, 2, 1], [2, 4, 2], [1, 2, 1]]]]
        given = {"col": col, "input_shape": (1, 1, 3, 3), "filter_h": 2, "filter_w": 2}
        assert_close(student.col2im(col, (1, 1, 3, 3), 2, 2), expected, given=given)

    def test_windows_side_by_side_give_the_images_back(self, student):
        col = np.array([[1.0, 2, 7, 8], [3, 4, 9, 10], [5, 6, 11, 12]])
        expected = [[[[1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11, 12]]]]
        given = {"col": col, "input_shape": (1, 1, 2, 6), "filter_h": 2, "filter_w": 2, "stride": 2}
        assert_close(student.col2im(col, (1, 1, 2, 6), 2, 2, 2), expected, given=given)

    def test_padding_is_cut_off(self, student):
        col = np.array([[1.0, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12], [13, 14, 15, 16]])
        expected = [[[[4, 7], [10, 13]]]]
        given = {"col": col, "input_shape": (1, 1, 2, 2), "filter_h": 2, "filter_w": 2, "stride": 2, "pad": 1}
        assert_close(student.col2im(col, (1, 1, 2, 2), 2, 2, 2, 1), expected, given=given)


@exercise("Convolution")
class TestConvolution:
    def test_forward_gives_the_worked_example_of_the_book(self, student):
        b = np.array([3.0])
        out = student.Convolution(W, b).forward(X)
        assert_close(out, [[[[18, 19], [9, 18]]]], given={"x": X, "W": W, "b": b})

    def test_forward_keeps_images_and_filters_apart(self, student):
        x = np.array([[1.0, 2], [3, 4]]).reshape(2, 1, 1, 2)
        filters, b = np.array([1.0, 10, 100]).reshape(3, 1, 1, 1), np.zeros(3)
        expected = [[[[1, 2]], [[10, 20]], [[100, 200]]], [[[3, 4]], [[30, 40]], [[300, 400]]]]
        hint = "Axes: image, filter, height, width. Move axes with transpose; reshape does not move anything."
        out = student.Convolution(filters, b).forward(x)
        assert_close(out, expected, given={"x": x, "W": filters, "b": b}, hint=hint)

    def test_backward_sets_dW_and_db(self, student):
        layer = student.Convolution(UPPER_TWO, np.zeros(1))
        layer.forward(COUNTING)
        layer.backward(np.ones((1, 1, 2, 2)))
        given = {"x": COUNTING, "W": UPPER_TWO, "dout": np.ones((1, 1, 2, 2))}
        assert_close(layer.dW, [[[[12, 16], [24, 28]]]], given=given, what="dW")
        assert_close(layer.db, [4], given=given, what="db")

    def test_backward_returns_dx(self, student):
        layer = student.Convolution(UPPER_TWO, np.zeros(1))
        layer.forward(COUNTING)
        dx = layer.backward(np.ones((1, 1, 2, 2)))
        given = {"x": COUNTING, "W": UPPER_TWO, "dout": np.ones((1, 1, 2, 2))}
        assert_close(dx, [[[[1, 2, 1], [1, 2, 1], [0, 0, 0]]]], given=given, what="dx")


POOLED = np.array([[2.0, 9, 4, 1], [3, 5, 0, 6], [7, 1, 2, 8], [0, 4, 3, 5]]).reshape(1, 1, 4, 4)


@exercise("Pooling")
class TestPooling:
    def test_forward_gives_the_example_worked_by_hand(self, student):
        out = student.Pooling(2, 2, 2).forward(POOLED)
        assert_close(out, [[[[9, 6], [7, 8]]]], given={"x": POOLED, "pool": (2, 2), "stride": 2})

    def test_forward_keeps_channels_apart(self, student):
        x = np.concatenate([POOLED, -POOLED], axis=1)
        out = student.Pooling(2, 2, 2).forward(x)
        assert_close(
            out, [[[[9, 6], [7, 8]], [[-2, 0], [0, -2]]]], given={"x": x, "pool": (2, 2), "stride": 2}
        )

    def test_backward_sends_gradients_to_the_maxima(self, student):
        layer = student.Pooling(2, 2, 2)
        layer.forward(POOLED)
        dout = np.array([[10.0, 20], [30, 40]]).reshape(1, 1, 2, 2)
        expected = [[[[0, 10, 0, 0], [0, 0, 0, 20], [30, 0, 0, 40], [0, 0, 0, 0]]]]
        given = {"x": POOLED, "dout": dout, "pool": (2, 2), "stride": 2}
        assert_close(layer.backward(dout), expected, given=given, what="dx")

    def test_backward_adds_up_where_one_pixel_wins_twice(self, student):
        x = np.array([1.0, 7, 3]).reshape(1, 1, 1, 3)
        layer = student.Pooling(1, 2)
        layer.forward(x)
        dout = np.array([10.0, 5]).reshape(1, 1, 1, 2)
        given = {"x": x, "dout": dout, "pool": (1, 2), "stride": 1}
        assert_close(layer.backward(dout), [[[[0, 15, 0]]]], given=given, what="dx")


CONV = {"filter_num": 3, "filter_size": 3, "pad": 1, "stride": 1}
IMAGES = np.sin(np.arange(5 * 8 * 6)).reshape(5, 1, 8, 6)
LABELS = np.array([0, 3, 1, 2, 2])


@exercise("SimpleConvNet")
class TestSimpleConvNet:
    def test_the_parameters_have_shapes_that_chain(self, student):
        params = student.SimpleConvNet((1, 8, 6), CONV, 7, 4).params
        shapes = {name: np.shape(value) for name, value in params.items()}
        expected = {"W1": (3, 1, 3, 3), "b1": (3,), "W2": (36, 7), "b2": (7,), "W3": (7, 4), "b3": (4,)}
        given = {"input_dim": (1, 8, 6), "conv_param": CONV, "hidden_size": 7, "output_size": 4}
        hint = "The convolution keeps 8x6, pooling makes it 4x3, and 3 filters give 3 * 4 * 3 = 36 numbers."
        assert_true(shapes == expected, f"expected {expected}.", given=given, got=shapes, hint=hint)

    def test_predict_gives_one_score_a_class(self, student):
        scores = student.SimpleConvNet((1, 8, 6), CONV, 7, 4).predict(IMAGES)
        assert_true(np.shape(scores) == (5, 4), "predict of 5 images has not shape (5, 4).", got=scores)

    def test_the_first_loss_is_that_of_guessing(self, student):
        net = student.SimpleConvNet((1, 8, 6), CONV, 7, 4)
        hint = "With tiny weights all four classes are equally likely: the loss is about log 4."
        assert_close(net.loss(IMAGES, LABELS), np.log(4), rtol=0.01, hint=hint, what="the loss")

    def test_gradient_has_the_shapes_of_params(self, student):
        net = student.SimpleConvNet((1, 8, 6), CONV, 7, 4)
        grads, params = net.gradient(IMAGES, LABELS), net.params
        for name in ("W1", "b1", "W2", "b2", "W3", "b3"):
            same = np.shape(grads[name]) == np.shape(params[name])
            assert_true(
                same, f"the gradient of {name} has not the shape of {name}.", got=np.shape(grads[name])
            )

    def test_a_step_downhill_lowers_the_loss(self, student, beside):
        step = beside("""
def loss_before_and_after(net, x, t):
    before = net.loss(x, t)
    for name, slope in net.gradient(x, t).items():
        net.params[name] -= 0.1 * slope
    return before, net.loss(x, t)
""")
        net = student.SimpleConvNet((1, 8, 6), CONV, 7, 4, 0.3)
        before, after = step.loss_before_and_after(net, IMAGES, LABELS)
        hint = "Do the layers use the very arrays of params? Are all gradients right?"
        assert_true(after < before, f"the loss went from {before:.4f} to {after:.4f}.", hint=hint)

    def test_accuracy_counts_the_last_small_batch_too(self, student):
        net = student.SimpleConvNet((1, 8, 6), CONV, 7, 4)
        guesses = np.argmax(net.predict(IMAGES), axis=1)
        given = {"images": 5, "batch_size": 2}
        assert_close(net.accuracy(IMAGES, guesses, 2), 1.0, given=given, what="the accuracy")
        assert_close(net.accuracy(IMAGES, np.eye(4)[guesses], 2), 1.0, given=given, what="the accuracy")
        wrong_at_the_end = np.where(np.arange(5) == 4, (guesses + 1) % 4, guesses)
        assert_close(net.accuracy(IMAGES, wrong_at_the_end, 2), 0.8, given=given, what="the accuracy")


@exercise("show_filters")
class TestShowFilters:
    def test_two_filters_on_a_sheet(self, student, beside):
        filters = np.array([[[-1.0, 0, 3]], [[0.1, 0.5, 0.2]]]).reshape(2, 1, 1, 3)
        picture = student.show_filters(filters, 2)
        sheet = beside(
            "import numpy as np\ndef pixels(p): return np.asarray(p.convert('L')).astype(int)"
        ).pixels(picture)
        frame = [128] * 9
        middle = [128, 0, 64, 255, 128, 0, 255, 64, 128]
        hint = "Frame 128; each filter from 0 to 255 by itself; rounded."
        given = {"W": filters, "columns": 2}
        assert_close(sheet, [frame, middle, frame], atol=1.01, given=given, hint=hint, what="the sheet")

    def test_three_filters_need_two_rows_of_two(self, student, beside):
        filters = np.arange(18.0).reshape(3, 1, 2, 3)
        picture = student.show_filters(filters, 2)
        shape = beside("def shape(p): return p.height, p.width").shape(picture)
        given = {"filters": filters.shape, "columns": 2}
        assert_true(tuple(shape) == (7, 9), f"the sheet has shape {shape}, expected (7, 9).", given=given)
