"""Chapter 7: windows as matrices, convolution, pooling, and a small convolutional network."""

import numpy as np

from autograder.testing import (
    Batched,
    CheckFailure,
    assert_close,
    assert_gradients,
    assert_leaves_arguments_alone,
    assert_true,
    exercise,
)

SET_IN_PLACE = """
def forward_again(layer, W, b, new_W, new_b, x, new_x):
    layer = layer(W, b)
    layer.forward(x)
    W[...], b[...] = new_W, new_b
    return layer.forward(new_x)

def put(net, params):
    for name, value in params.items():
        net.params[name][...] = value

def loss_at(net, params, x, t):
    put(net, params)
    return net.loss(x, t)
"""
PIXELS = """
import numpy as np

def pixels(image):
    return np.asarray(image.convert("L")) if hasattr(image, "convert") else None

def mode(image):
    return image.mode
"""


def distinct(rng, *shape):
    """Positive numbers a whole unit apart: a difference quotient never changes which is the largest."""
    return rng.permutation(int(np.prod(shape))).reshape(shape) + 1.0


def is_rough(*arrays):
    """Whether numbers are in single precision: too rough for a difference quotient."""
    return any(a.dtype.kind == "f" and a.dtype.itemsize < 8 for a in map(np.asarray, arrays))


def kept(layer, name):
    """The gradient that backward has left on a layer."""
    value = getattr(layer, name)
    missing = f"backward has not set {name} on the layer."
    assert_true(value is not None, missing, hint=f"It belongs on self.{name}.")
    return value


def assert_slopes(got, expected, given, hint):
    """Compare gradients with the right ones, where they cannot be measured."""
    for name, value in expected.items():
        assert_close(got[name], value, given=given, hint=hint, what=f"the gradient with respect to {name}")


def weighted(output, dout):
    """One number out of a layer's output, whose derivative by the output is dout."""
    output = np.asarray(output)
    fits = output.dtype.kind in "biuf" and output.shape == dout.shape
    assert_true(fits, f"forward gives no numbers of shape {dout.shape}.", got=output)
    return np.sum(output * dout)


@exercise("conv_output_size")
class TestConvOutputSize:
    def test_stride_one_without_padding(self, student):
        assert_close(student.conv_output_size(28, 5), 24, given={"input_size": 28, "filter_size": 5})
        assert_close(student.conv_output_size(9, 9), 1, given={"input_size": 9, "filter_size": 9})
        assert_close(student.conv_output_size(13, 1), 13, given={"input_size": 13, "filter_size": 1})

    def test_padding_counts_at_both_ends(self, student):
        hint = "pad zeros are added before the first pixel, and as many after the last."
        for size, window, pad in ((28, 5, 2), (6, 3, 1), (4, 2, 3)):
            places = size + 2 * pad - window + 1
            given = {"input_size": size, "filter_size": window, "pad": pad}
            assert_close(student.conv_output_size(size, window, 1, pad), places, given=given, hint=hint)

    def test_a_stride_skips_places(self, student):
        hint = "Count the places of the first window, the second and so on, by hand."
        for size, window, stride, pad, places in ((9, 3, 2, 0, 4), (12, 3, 3, 0, 4), (9, 5, 3, 1, 3)):
            given = {"input_size": size, "filter_size": window, "stride": stride, "pad": pad}
            assert_close(student.conv_output_size(size, window, stride, pad), places, given=given, hint=hint)

    def test_a_window_that_would_stick_out_does_not_count(self, student):
        hint = "Count the windows that fit: the number is rounded down, whatever the fraction is."
        # The fractions are 1/2, 3/4, 1/4 and 4/5: rounding to the nearest, or up, is wrong somewhere.
        for size, window, stride, pad, places in (
            (8, 3, 2, 0, 3),
            (10, 3, 4, 0, 2),
            (9, 2, 4, 1, 3),
            (14, 5, 5, 0, 2),
        ):
            given = {"input_size": size, "filter_size": window, "stride": stride, "pad": pad}
            assert_close(student.conv_output_size(size, window, stride, pad), places, given=given, hint=hint)

    def test_the_result_is_a_whole_number_for_a_shape(self, student):
        result = student.conv_output_size(8, 3, 2, 1)
        given = {"input_size": 8, "filter_size": 3, "stride": 2, "pad": 1}
        hint = "np.zeros takes whole numbers only; a float will not do, not even 3.0."
        is_int = np.ndim(result) == 0 and np.asarray(result).dtype.kind in "iu"
        assert_true(is_int, "the result is not an int.", given=given, got=result, hint=hint)
        assert_close(result, 4, given=given)


@exercise("conv_naive")
class TestConvNaive:
    def test_one_filter_on_one_grey_image(self, student, reference, rng):
        x, W, b = rng.normal(size=(1, 1, 4, 4)), rng.normal(size=(1, 1, 2, 2)), np.zeros(1)
        hint = "Multiply the window with the filter as it is, number by number, and add everything up."
        given = {"x": x, "W": W, "b": b}
        assert_close(student.conv_naive(x, W, b), reference.conv_naive(x, W, b), given=given, hint=hint)
        x = rng.integers(0, 256, size=(1, 1, 4, 4))
        hint = "Here the pixels are whole numbers. Weights, and so results, may be any number."
        given |= {"x": x}
        assert_close(student.conv_naive(x, W, b), reference.conv_naive(x, W, b), given=given, hint=hint)

    def test_the_channels_go_into_one_sum(self, student, reference, rng):
        x, W, b = rng.normal(size=(1, 3, 4, 4)), rng.normal(size=(1, 3, 2, 2)), np.zeros(1)
        hint = "One filter gives one output channel, however many channels it has."
        given = {"x": x, "W": W, "b": b}
        assert_close(student.conv_naive(x, W, b), reference.conv_naive(x, W, b), given=given, hint=hint)

    def test_each_filter_adds_its_own_bias_once(self, student, reference, rng):
        x, W, b = rng.normal(size=(1, 2, 4, 4)), rng.normal(size=(3, 2, 2, 2)), rng.uniform(1, 3, size=3)
        hint = "The bias is added to a finished sum: once for each number of the output."
        given = {"x": x, "W": W, "b": b}
        assert_close(student.conv_naive(x, W, b), reference.conv_naive(x, W, b), given=given, hint=hint)

    def test_a_batch_of_images_that_are_not_square(self, student, reference, rng):
        x, W, b = rng.normal(size=(3, 2, 4, 6)), rng.normal(size=(2, 2, 3, 2)), rng.normal(size=2)
        hint = "The output's height comes from heights, its width from widths."
        given = {"x": x, "W": W, "b": b}
        assert_close(student.conv_naive(x, W, b), reference.conv_naive(x, W, b), given=given, hint=hint)

    def test_stride_two(self, student, reference, rng):
        x, W, b = rng.normal(size=(2, 1, 6, 7)), rng.normal(size=(2, 1, 3, 2)), rng.normal(size=2)
        hint = "The window for place (i, j) starts at i times the stride and j times the stride."
        given = {"x": x, "W": W, "b": b, "stride": 2}
        assert_close(student.conv_naive(x, W, b, 2), reference.conv_naive(x, W, b, 2), given=given, hint=hint)

    def test_padding_one(self, student, reference, rng):
        x, W, b = rng.normal(size=(2, 2, 3, 5)), rng.normal(size=(2, 2, 2, 3)), rng.normal(size=2)
        hint = "Pad height and width at both ends with zeros; leave the axes of images and channels alone."
        given = {"x": x, "W": W, "b": b, "stride": 1, "pad": 1}
        expected = reference.conv_naive(x, W, b, 1, 1)
        assert_close(student.conv_naive(x, W, b, 1, 1), expected, given=given, hint=hint)
        expected = reference.conv_naive(x, W, b, 2, 2)
        given |= {"stride": 2, "pad": 2}
        assert_close(student.conv_naive(x, W, b, 2, 2), expected, given=given, hint=hint)


@exercise("im2col")
class TestIm2col:
    def test_the_windows_of_one_grey_image(self, student, reference, rng):
        x = rng.normal(size=(1, 1, 4, 6))
        hint = "One row a place. Within a row, the window's pixels as you read a page."
        given = {"input_data": x, "filter_h": 3, "filter_w": 2}
        assert_close(student.im2col(x, 3, 2), reference.im2col(x, 3, 2), given=given, hint=hint)

    def test_the_channels_of_a_window_stand_side_by_side(self, student, reference, rng):
        x = rng.normal(size=(1, 3, 4, 6))
        hint = "A row holds the whole window of channel 0, then that of channel 1, and so on."
        given = {"input_data": x, "filter_h": 2, "filter_w": 3}
        assert_close(student.im2col(x, 2, 3), reference.im2col(x, 2, 3), given=given, hint=hint)

    def test_one_image_comes_after_the_other(self, student, reference, rng):
        x = rng.normal(size=(3, 2, 5, 4))
        hint = "First all rows of image 0, then all rows of image 1, and so on."
        given = {"input_data": x, "filter_h": 2, "filter_w": 3}
        assert_close(student.im2col(x, 2, 3), reference.im2col(x, 2, 3), given=given, hint=hint)

    def test_stride_two(self, student, reference, rng):
        x = rng.normal(size=(2, 2, 6, 9))
        hint = "The stride is the step between windows. Inside a window all pixels are neighbours."
        given = {"input_data": x, "filter_h": 3, "filter_w": 2, "stride": 2}
        assert_close(student.im2col(x, 3, 2, 2), reference.im2col(x, 3, 2, 2), given=given, hint=hint)

    def test_padding_one(self, student, reference, rng):
        x = rng.normal(size=(2, 2, 3, 5))
        hint = "Zeros on all four sides of a copy of each image; the images themselves stay as they are."
        given = {"input_data": x, "filter_h": 2, "filter_w": 3, "stride": 1, "pad": 1}
        assert_close(student.im2col(x, 2, 3, 1, 1), reference.im2col(x, 2, 3, 1, 1), given=given, hint=hint)
        assert_leaves_arguments_alone(student.im2col, x, 2, 3, 1, 1, hint=hint)


@exercise("col2im")
class TestCol2im:
    def test_windows_that_do_not_overlap_give_the_images_back(self, student, reference, rng):
        x = rng.normal(size=(2, 3, 4, 6))
        col = reference.im2col(x, 2, 2, 2)
        hint = "Where no windows overlap, each number goes back to the pixel that im2col took it from."
        given = {"col": col, "input_shape": x.shape, "filter": (2, 2), "stride": 2}
        assert_close(student.col2im(col, x.shape, 2, 2, 2), x, given=given, hint=hint)

    def test_overlapping_windows_add_up(self, student, reference, rng):
        shape = (2, 2, 4, 5)
        col = rng.normal(size=reference.im2col(np.zeros(shape), 2, 3).shape)
        expected = reference.col2im(col, shape, 2, 3)
        hint = "A pixel gets the sum of all its copies: not the last of them, not their mean."
        given = {"col": col, "input_shape": shape, "filter": (2, 3)}
        assert_close(student.col2im(col, shape, 2, 3), expected, given=given, hint=hint)

    def test_padding_is_cut_off(self, student, reference, rng):
        for shape, pad in (((2, 2, 4, 3), 1), ((2, 2, 4, 3), 2), ((1, 1, 2, 4), 3)):
            col = rng.normal(size=reference.im2col(np.zeros(shape), 2, 2, 2, pad).shape)
            expected = reference.col2im(col, shape, 2, 2, 2, pad)
            hint = "Collect on the padded images, then keep H rows and W columns of them."
            given = {"col": col, "input_shape": shape, "filter": (2, 2), "stride": 2, "pad": pad}
            assert_close(student.col2im(col, shape, 2, 2, 2, pad), expected, given=given, hint=hint)

    def test_pixels_under_no_window_get_zero(self, student, reference, rng):
        # stride 3, window 2: gaps between the windows, and a last row and column that are never reached
        shape = (1, 2, 7, 9)
        col = rng.normal(size=reference.im2col(np.zeros(shape), 2, 2, 3).shape)
        expected = reference.col2im(col, shape, 2, 2, 3)
        hint = "A pixel gets the sum of its copies; one that no window covers has none, and gets 0."
        given = {"col": col, "input_shape": shape, "filter": (2, 2), "stride": 3}
        assert_close(student.col2im(col, shape, 2, 2, 3), expected, given=given, hint=hint)

    def test_it_is_the_adjoint_of_im2col(self, student, reference, rng):
        x = rng.normal(size=(3, 2, 5, 8))
        windows = reference.im2col(x, 3, 2, 2, 1)
        col = rng.normal(size=windows.shape)
        image = student.col2im(col, x.shape, 3, 2, 2, 1)
        given = {"col": col, "input_shape": x.shape, "filter": (3, 2), "stride": 2, "pad": 1}
        fits = np.shape(image) == x.shape
        assert_true(fits, "the result has not the shape of the images.", given=given, got=image)
        hint = "The sum of im2col(x) * col must equal the sum of x * col2im(col), for any x and col."
        # Images in single precision: the sum strays by up to 1e-6 (60 seeds), and may be near zero itself.
        sums = np.sum(x * image), np.sum(windows * col)
        assert_close(*sums, given=given, hint=hint, what="the sum", atol=1e-5)


@exercise("Convolution")
class TestConvolution:
    def test_forward_agrees_with_the_definition(self, student, reference, rng):
        # as many filters as images and as places down: only the order of the axes tells them apart
        x, W, b = rng.normal(size=(3, 2, 4, 6)), rng.normal(size=(3, 2, 2, 3)), rng.normal(size=3)
        hint = "The numbers are those of the definition. Axes: image, filter, height, width."
        given = {"x": x, "W": W, "b": b}
        out = student.Convolution(W, b).forward(x)
        assert_close(out, reference.conv_naive(x, W, b), given=given, hint=hint)

    def test_forward_with_stride_two_and_padding_one(self, student, reference, rng):
        x, W, b = rng.normal(size=(2, 3, 5, 8)), rng.normal(size=(4, 3, 3, 2)), rng.normal(size=4)
        hint = "Stride and padding matter twice: for the windows and for the size of the output."
        given = {"x": x, "W": W, "b": b, "stride": 2, "pad": 1}
        out = student.Convolution(W, b, 2, 1).forward(x)
        assert_close(out, reference.conv_naive(x, W, b, 2, 1), given=given, hint=hint)

    def test_forward_again_with_other_images_and_weights(self, student, reference, beside, rng):
        x, W, b = rng.normal(size=(2, 2, 4, 5)), rng.normal(size=(3, 2, 2, 2)), rng.normal(size=3)
        new_x, new_W, new_b = rng.normal(size=(3, 2, 6, 3)), rng.normal(size=W.shape), rng.normal(size=3)
        out = beside(SET_IN_PLACE).forward_again(student.Convolution, W, b, new_W, new_b, x, new_x)
        hint = "Nothing of the first call may be left: use the images, and the weights, as they are now."
        given = {"x": new_x, "W": new_W, "b": new_b}
        assert_close(out, reference.conv_naive(new_x, new_W, new_b), given=given, hint=hint)

    def test_backward_sets_db(self, student, rng):
        x, W, b = rng.normal(size=(2, 2, 4, 6)), rng.normal(size=(3, 2, 2, 3)), rng.normal(size=3)
        dout = rng.normal(size=(2, 3, 3, 4))
        layer = student.Convolution(W, b)
        layer.forward(x)
        layer.backward(dout)
        hint = "A filter's bias is used at every place of every image; its gradients add up."
        given = {"x": x, "W": W, "b": b, "dout": dout}
        assert_close(kept(layer, "db"), dout.sum(axis=(0, 2, 3)), given=given, hint=hint, what="db")

    def test_backward_sets_dW(self, student, reference, rng):
        x, W, b = rng.normal(size=(2, 2, 4, 6)), rng.normal(size=(3, 2, 2, 3)), rng.normal(size=3)
        dout = rng.normal(size=(2, 3, 3, 4))
        layer, right = student.Convolution(W, b), reference.Convolution(W, b)
        layer.forward(x), right.forward(x)
        layer.backward(dout), right.backward(dout)
        hint = "The windows, transposed, times the gradient give one column a filter; W has one filter first."
        given = {"x": x, "W": W, "b": b, "dout": dout}
        assert_close(kept(layer, "dW"), right.dW, given=given, hint=hint, what="dW")

    def test_backward_returns_dx(self, student, reference, rng):
        x, W, b = rng.normal(size=(2, 2, 4, 6)), rng.normal(size=(3, 2, 2, 3)), rng.normal(size=3)
        dout = rng.normal(size=(2, 3, 3, 4))
        layer, right = student.Convolution(W, b), reference.Convolution(W, b)
        layer.forward(x), right.forward(x)
        dx, expected = layer.backward(dout), right.backward(dout)
        hint = "Bring the gradient to the windows with the filters, then to the images with col2im."
        given = {"x": x, "W": W, "b": b, "dout": dout}
        assert_close(dx, expected, given=given, hint=hint, what="dx")

    def test_gradients_with_stride_two_and_padding_one_after_a_second_forward(
        self, student, reference, beside, rng
    ):
        at = {"x": rng.normal(size=(3, 2, 5, 8)), "W": rng.normal(size=(4, 2, 3, 2)), "b": rng.normal(size=4)}
        dout = rng.normal(size=(3, 4, 3, 5))
        loss = Batched.forward(
            beside, student.Convolution, lambda v: [v["W"], v["b"], 2, 1], lambda out: weighted(out, dout)
        )
        layer = student.Convolution(at["W"], at["b"], 2, 1)
        layer.forward(rng.normal(size=(2, 2, 4, 4)))
        layer.backward(rng.normal(size=(2, 4, 2, 3)))
        out = layer.forward(at["x"])
        gradients = {"x": layer.backward(dout), "W": layer.dW, "b": layer.db}
        hint = "backward belongs to the latest forward, with the layer's own stride and padding."
        given = at | {"dout": dout}
        if is_rough(out):
            right = reference.Convolution(at["W"], at["b"], 2, 1)
            right.forward(at["x"])
            expected = {"x": right.backward(dout), "W": right.dW, "b": right.db}
            return assert_slopes(gradients, expected, given, hint)
        return assert_gradients(loss, at, gradients, rng=rng, given=given, hint=hint)


@exercise("Pooling")
class TestPooling:
    def test_forward_keeps_the_largest_number_of_each_window(self, student, reference, rng):
        x = distinct(rng, 2, 3, 4, 6)
        hint = "The maximum is taken in each channel by itself; channels stay the second axis."
        given = {"x": x, "pool": (2, 2), "stride": 2}
        expected = reference.Pooling(2, 2, 2).forward(x)
        assert_close(student.Pooling(2, 2, 2).forward(x), expected, given=given, hint=hint)

    def test_forward_with_overlapping_windows_of_negative_numbers(self, student, reference, rng):
        x = distinct(rng, 2, 2, 5, 7) - 200
        hint = "Windows need not be square, they may overlap, and every number may be below zero."
        given = {"x": x, "pool": (3, 2), "stride": 1}
        expected = reference.Pooling(3, 2).forward(x)
        assert_close(student.Pooling(3, 2).forward(x), expected, given=given, hint=hint)

    def test_forward_again_with_other_images(self, student, reference, rng):
        layer, x = student.Pooling(2, 3, 2), distinct(rng, 3, 2, 6, 5)
        layer.forward(distinct(rng, 2, 2, 4, 7))
        hint = "The second batch alone counts, with its own number of images and pixels."
        expected = reference.Pooling(2, 3, 2).forward(x)
        assert_close(layer.forward(x), expected, given={"x": x, "pool": (2, 3), "stride": 2}, hint=hint)

    def test_backward_sends_each_gradient_to_the_place_of_the_maximum(self, student, reference, rng):
        x, dout = distinct(rng, 2, 3, 4, 6), rng.normal(size=(2, 3, 2, 3))
        layer, right = student.Pooling(2, 2, 2), reference.Pooling(2, 2, 2)
        layer.forward(x), right.forward(x)
        hint = "Each gradient goes to the place of the largest number of its own window, in its own channel."
        dx, expected = layer.backward(dout), right.backward(dout)
        assert_close(dx, expected, given={"x": x, "dout": dout}, hint=hint, what="dx")
        # Every window of these images holds its maximum three times. Any place will do, or a share each.
        x = np.kron(distinct(rng, 2, 3, 2, 3), [[1, 1], [1, 0]])
        layer.forward(x)
        dx = layer.backward(dout)
        given = {"x": x, "dout": dout}
        assert_true(np.shape(dx) == x.shape, "dx has not the shape of x.", given=given, got=dx)
        hint = "If two numbers are equally large, either of them gets the gradient, but not each the whole."
        windows = np.asarray(dx).reshape(2, 3, 2, 2, 3, 2).sum(axis=(3, 5))
        assert_close(windows, dout, given=given, hint=hint, what="the sum of dx over each window")
        fits = not np.any(np.asarray(dx)[x == 0])
        assert_true(fits, "a pixel that is not the largest has a gradient.", given=given, got=dx, hint=hint)

    def test_backward_adds_up_where_windows_overlap(self, student, reference, rng):
        x, dout = distinct(rng, 2, 2, 4, 5), rng.normal(size=(2, 2, 2, 4))
        layer, right = student.Pooling(3, 2, 1), reference.Pooling(3, 2, 1)
        layer.forward(x), right.forward(x)
        hint = "A pixel that is the largest of two windows gets the gradients of both."
        dx, expected = layer.backward(dout), right.backward(dout)
        assert_close(dx, expected, given={"x": x, "dout": dout, "pool": (3, 2)}, hint=hint, what="dx")

    def test_backward_agrees_with_the_numerical_gradient(self, student, reference, beside, rng):
        # stride 2 and a window of 2x3: the last row of the images belongs to no window
        x, dout = distinct(rng, 2, 3, 5, 7), rng.normal(size=(2, 3, 2, 3))
        layer = student.Pooling(2, 3, 2)
        out = layer.forward(x)
        gradients, given = {"x": layer.backward(dout)}, {"x": x, "dout": dout}
        hint = "Only the largest number of a window moves the output."
        loss = Batched.forward(beside, student.Pooling, lambda _: [2, 3, 2], lambda out: weighted(out, dout))
        if is_rough(out):
            right = reference.Pooling(2, 3, 2)
            right.forward(x)
            return assert_slopes(gradients, {"x": right.backward(dout)}, given, hint)
        return assert_gradients(loss, {"x": x}, gradients, rng=rng, given=given, hint=hint)

    def test_backward_belongs_to_the_latest_forward(self, student, reference, rng):
        x, dout = distinct(rng, 3, 2, 4, 4), rng.normal(size=(3, 2, 2, 2))
        layer, right = student.Pooling(2, 2, 2), reference.Pooling(2, 2, 2)
        layer.forward(distinct(rng, 2, 2, 6, 4))
        layer.forward(x), right.forward(x)
        hint = "The shape of the images and the places of the maxima come from the latest forward."
        dx, expected = layer.backward(dout), right.backward(dout)
        assert_close(dx, expected, given={"x": x, "dout": dout}, hint=hint, what="dx")


# Square, so that a network for square images loses only the check of the others. Of fewer hidden numbers, all
# may be 0 whatever comes in.
TINY = ((2, 8, 8), {"filter_num": 3, "filter_size": 3, "pad": 0, "stride": 1}, 12, 4, 0.1)


def parameters(net):
    """The six parameters of a student's network."""
    params = net.params
    wanted = {"W1", "b1", "W2", "b2", "W3", "b3"}
    fits = isinstance(params, dict) and wanted <= set(params)
    assert_true(fits, "params is no dict with W1, b1, W2, b2, W3 and b3.", got=params)
    return {name: params[name] for name in sorted(wanted)}


def assert_shapes(net, expected, given, hint=""):
    for name, value in parameters(net).items():
        fits = np.shape(value) == expected[name]
        summary = f"{name} has shape {np.shape(value)}, expected {expected[name]}."
        assert_true(fits, summary, given=given, hint=hint)


def assert_scores(net, images, expected):
    """The network takes images of this shape to scores of that."""
    scores = net.predict(np.ones(images))
    hint = "One row for each image, one score for each class."
    summary = f"predict gives shape {np.shape(scores)}, expected {expected}."
    assert_true(np.shape(scores) == expected, summary, given={"x": images}, hint=hint)


def same_net(reference, net, *arguments):
    """The reference network with the student's parameters."""
    right = reference.SimpleConvNet(*arguments)
    params = parameters(net)
    assert_shapes(net, {name: value.shape for name, value in right.params.items()}, {})
    for name, value in params.items():
        right.params[name][...] = value
    return right


def assert_alike(ask, net, right, helper, rng, **said):
    """Check that a network answers as the right one with the same parameters.

    If not, both are asked again with parameters that are not the student's random numbers: then whoever
    makes the same mistake gives the same numbers.
    """
    try:
        assert_close(ask(net), ask(right), **said)
    except CheckFailure:
        before = np.asarray(ask(net))
        at = {name: rng.normal(size=np.shape(value)) for name, value in parameters(net).items()}
        helper.put(net, at)
        for name, value in at.items():
            right.params[name][...] = value
        assert_true(
            not np.array_equal(before, ask(net)),
            "other numbers in params do not change the answer.",
            hint=said["hint"],
        )
        assert_close(ask(net), ask(right), **said)
        raise


def far_from_corners(reference, net, rng, count):
    """Images on which no ReLU and no maximum is about to change sides within a difference quotient."""
    W, b = net.params["W1"], net.params["b1"]
    while True:
        x = rng.normal(size=(count, *TINY[0]))
        maps = reference.conv_naive(x, W, b)
        two_largest = np.sort(reference.im2col(np.maximum(maps, 0), 2, 2, 2).reshape(-1, 4))[:, 2:]
        hidden = net.layers[3].forward(reference.Pooling(2, 2, 2).forward(np.maximum(maps, 0)))
        gaps = two_largest[two_largest[:, 1] > 0] @ [-1, 1]
        if min(np.abs(maps).min(), gaps.min(), np.abs(hidden).min()) > 1e-4:
            return x


def assert_grey_28(student, size, rows):
    """Without input_dim, images are grey and 28 pixels a side. After pooling that is `rows` numbers."""
    conv = {"filter_num": 1, "filter_size": size, "pad": 0, "stride": 1}
    net = student.SimpleConvNet(conv_param=conv, hidden_size=1, output_size=2)
    shapes = {"W1": (1, 1, size, size), "b1": (1,), "W2": (rows, 1), "b2": (1,), "W3": (1, 2), "b3": (2,)}
    hint = "Without input_dim, images are (1, 28, 28). Follow one of them through convolution and pooling."
    assert_shapes(net, shapes, {"conv_param": conv}, hint)


@exercise("SimpleConvNet")
class TestSimpleConvNet:
    def test_parameters_for_square_images(self, student):
        expected = {"b1": (4,), "b2": (6,), "W3": (6, 10), "b3": (10,)}
        hint = "Follow one image through the layers and write down its shape after each."
        padded = {"filter_num": 4, "filter_size": 5, "pad": 2, "stride": 1}
        net = student.SimpleConvNet((1, 12, 12), padded, 6, 10)
        shapes = expected | {"W1": (4, 1, 5, 5), "W2": (4 * 6 * 6, 6)}
        assert_shapes(net, shapes, {"input_dim": (1, 12, 12), "conv_param": padded}, hint)
        assert_scores(net, (3, 1, 12, 12), (3, 10))
        strided = {"filter_num": 4, "filter_size": 3, "pad": 0, "stride": 2}
        net = student.SimpleConvNet((3, 9, 9), strided, 6, 10)
        shapes = expected | {"W1": (4, 3, 3, 3), "W2": (4 * 2 * 2, 6)}
        assert_shapes(net, shapes, {"input_dim": (3, 9, 9), "conv_param": strided}, hint)
        assert_scores(net, (2, 3, 9, 9), (2, 10))

    def test_parameters_for_images_that_are_not_square(self, student):
        conv = {"filter_num": 2, "filter_size": 3, "pad": 1, "stride": 1}
        shapes = {"W1": (2, 2, 3, 3), "b1": (2,), "W2": (2 * 3 * 5, 7), "b2": (7,), "W3": (7, 3), "b3": (3,)}
        hint = "Follow height and width through the layers separately; a window of 2 never sticks out."
        for height, width in ((6, 10), (7, 11)):
            net = student.SimpleConvNet((2, height, width), conv, 7, 3)
            assert_shapes(net, shapes, {"input_dim": (2, height, width), "conv_param": conv}, hint)
            assert_scores(net, (4, 2, height, width), (4, 3))
        assert_grey_28(student, 2, 13 * 13)  # 27 places, an odd number once more

    def test_what_is_not_given_is_as_documented(self, student):
        shapes = {"W1": (30, 2, 5, 5), "b1": (30,), "W2": (30 * 2 * 2, 100), "b2": (100,)}
        shapes |= {"W3": (100, 10), "b3": (10,)}
        hint = "Without conv_param there are 30 filters of 5x5 with stride 1 and no padding."
        net = student.SimpleConvNet((2, 8, 8))
        assert_shapes(net, shapes, {"input_dim": (2, 8, 8)}, hint)
        assert_scores(net, (2, 2, 8, 8), (2, 10))
        assert_grey_28(student, 1, 14 * 14)

    def test_weights_start_as_asked_and_biases_at_zero(self, student):
        conv = TINY[1] | {"filter_num": 60}
        for given, std in (({"weight_init_std": 0.05}, 0.05), ({}, 0.01)):
            params = parameters(student.SimpleConvNet((1, 8, 8), conv, 20, 30, *given.values()))
            for name in ("b1", "b2", "b3"):
                assert_close(params[name], np.zeros(np.shape(params[name])), what=name)
            hint = "Normal random numbers times weight_init_std, which is 0.01 if nothing is said."
            for name in ("W1", "W2", "W3"):
                weights = np.asarray(params[name])
                # of 540 right numbers or more, they are within 20 percent but once in 10**10 times
                fits = 0.8 < np.std(weights) / std < 1.2 and abs(np.mean(weights)) < 0.28 * std
                summary = f"{name} has another mean or standard deviation."
                assert_true(fits, summary, given=given, hint=hint)

    def test_predict_gives_the_scores_of_the_layers_in_a_row(self, student, reference, beside, rng):
        net = student.SimpleConvNet(*TINY)
        student.SimpleConvNet(*TINY)  # another network has numbers of its own
        right = same_net(reference, net, *TINY)
        hint = (
            "conv, relu, pool, affine, relu, affine; no softmax in predict. Is anything shared by all nets?"
        )
        for count in (3, 5):
            x = rng.normal(size=(count, *TINY[0]))
            assert_alike(
                lambda n: n.predict(x), net, right, beside(SET_IN_PLACE), rng,
                given={"x": x}, hint=hint, what="predict(x)",
            )  # fmt: skip

    def test_loss_takes_labels_and_one_hot(self, student, reference, beside, rng):
        net = student.SimpleConvNet(*TINY)
        right = same_net(reference, net, *TINY)
        x, t = rng.normal(size=(5, *TINY[0])), np.array([0, 3, 1, 1, 2])
        hint = "The last layer turns the scores of predict into the mean loss of the batch."
        for labels in (t, np.eye(4)[t]):
            assert_alike(
                lambda n: n.loss(x, labels), net, right, beside(SET_IN_PLACE), rng,
                given={"x": x, "t": labels}, hint=hint, what="the loss",
            )  # fmt: skip

    def test_gradient_agrees_with_the_numerical_gradient_of_the_loss(self, student, reference, beside, rng):
        net, helper = student.SimpleConvNet(*TINY), beside(SET_IN_PLACE)
        right = same_net(reference, net, *TINY)
        at = {name: 0.1 * rng.normal(size=np.shape(value)) for name, value in parameters(net).items()}
        at |= {name: rng.uniform(-0.4, -0.2, size=np.shape(at[name])) for name in ("b1", "b3")}
        at["b2"] = rng.uniform(0.1, 0.3, size=np.shape(at["b2"]))
        for name in at:
            right.params[name][...] = at[name]
        x, t = far_from_corners(reference, right, rng, 2), np.array([1, 3])
        # first another batch, with other parameters; then these, set in place
        helper.put(net, {name: value / 2 for name, value in at.items()})
        net.gradient(rng.normal(size=(3, *TINY[0])), np.array([0, 2, 2]))
        helper.put(net, at)
        grads = net.gradient(x, t)
        fits = isinstance(grads, dict) and set(at) <= set(grads)
        assert_true(fits, "gradient gives no dict with the names of params.", got=grads)
        grads = {name: grads[name] for name in at}
        hint = "Forward to the loss, then backward through the layers in reverse. Do they share params?"
        # h is small because a ReLU or a maximum that changes sides in between would spoil the quotient
        if not is_rough(*net.params.values()):
            assert_gradients(
                Batched(beside, helper.loss_at, lambda v: [net, v, x, t]), at, grads,
                rng=rng, rtol=1e-4, atol=1e-6, h=1e-6, directions=1, given={"x": x, "t": t}, hint=hint,
            )  # fmt: skip
        for name, expected in right.gradient(x, t).items():
            assert_close(
                grads[name],
                expected,
                rtol=1e-4,
                given={"x": x, "t": t},
                hint=hint,
                what=f"the gradient of {name}",
            )

    def test_accuracy_counts_every_image(self, student, beside, rng):
        net = student.SimpleConvNet(*TINY)
        at = {name: rng.normal(size=np.shape(value)) for name, value in parameters(net).items()}
        beside(SET_IN_PLACE).put(net, at)  # whatever its random numbers: not the same class for all images
        x = rng.normal(size=(8, *TINY[0])) * 3.0 ** np.arange(8).reshape(8, 1, 1, 1)
        scores = net.predict(x)
        assert_true(np.shape(scores) == (8, 4), "predict of 8 images has not shape (8, 4).", given={"x": x})
        hint = "The last batch may be smaller. Divide the number of right images by the number of images."
        for wrong in ([2, 4, 7], [0]):  # one of the three is in the last, smaller batch
            t = np.argmax(scores, axis=1)
            t[wrong] = (t[wrong] + 1) % 4
            for labels in (t, np.eye(4)[t]):
                given = {"x": x, "t": labels, "batch_size": 3}
                got = net.accuracy(x, labels, 3)
                assert_close(got, 1 - len(wrong) / 8, given=given, hint=hint, what="the accuracy")


def sheet_of(beside, image):
    """The pixels of a picture that a student's function gave back."""
    pixels = beside(PIXELS).pixels(image)
    assert_true(
        pixels is not None, "the result is no PIL image.", hint="Image.fromarray makes one of an array."
    )
    return pixels.astype(float)


def tile(sheet, row, column, height, width):
    top, left = 1 + row * (height + 1), 1 + column * (width + 1)
    return sheet[top : top + height, left : left + width]


@exercise("show_filters")
class TestShowFilters:
    def test_the_sheet_has_the_right_size(self, student, beside, rng):
        hint = (
            "As many rows of tiles as the filters need; frame around and between all tiles, one pixel wide."
        )
        for count, columns, rows in ((6, 3, 2), (7, 3, 3), (2, 4, 1)):
            W = rng.normal(size=(count, 1, 2, 3))
            sheet = sheet_of(beside, student.show_filters(W, columns))
            given = {"filters": W.shape, "columns": columns}
            summary = f"the sheet is {sheet.shape[0]} pixels high and {sheet.shape[1]} wide."
            fits = sheet.shape == (rows * 3 + 1, columns * 4 + 1)
            assert_true(fits, summary, given=given, hint=hint)
        sheet = sheet_of(beside, student.show_filters(rng.normal(size=(9, 1, 2, 3))))
        fits, given = sheet.shape == (2 * 3 + 1, 8 * 4 + 1), {"filters": (9, 1, 2, 3)}
        hint = "If columns is not given, a row of the sheet has 8 tiles."
        assert_true(fits, f"the sheet of 9 filters has shape {sheet.shape}.", given=given, hint=hint)
        mode = beside(PIXELS).mode(student.show_filters(W, columns))
        hint = "Image.fromarray makes a picture of mode L from an array of uint8."
        assert_true(mode == "L", "the picture is not of mode L (grey).", given=given, got=mode, hint=hint)

    def test_each_filter_stands_in_its_place(self, student, beside, rng):
        # all filters hold the same numbers in another order: one scale for all is no mistake here
        W = np.array([rng.permutation(6) for _ in range(8)]).reshape(8, 1, 2, 3) * 51.0
        sheet = sheet_of(beside, student.show_filters(W, 4))
        hint = "Left to right, then on to the next row of the sheet."
        for k in range(8):
            what = f"the tile of filter {k}"
            got = tile(sheet, k // 4, k % 4, 2, 3)
            assert_close(got, W[k, 0], atol=1.01, given={"W": W, "columns": 4}, hint=hint, what=what)

    def test_each_filter_is_stretched_by_itself(self, student, beside, rng):
        W = rng.normal(size=(3, 2, 3, 2)) * np.array([0.01, 1, 100]).reshape(3, 1, 1, 1) + 0.5
        sheet = sheet_of(beside, student.show_filters(W))
        hint = "The smallest weight of the filter's channel 0 becomes 0, the largest 255."
        for k, (weights, _) in enumerate(W):
            expected = 255 * (weights - weights.min()) / (weights.max() - weights.min())
            what = f"the tile of filter {k}"
            assert_close(tile(sheet, 0, k, 3, 2), expected, atol=1.01, given={"W": W}, hint=hint, what=what)
        hint = "W belongs to a network that is still in use. Its numbers have to stay as they are."
        assert_leaves_arguments_alone(student.show_filters, W, hint=hint)

    def test_frame_and_unused_tiles_are_middle_grey(self, student, beside, rng):
        W = rng.normal(size=(4, 1, 2, 3))
        sheet = sheet_of(beside, student.show_filters(W, 3))
        given = {"W": W, "columns": 3}
        assert_true(sheet.shape == (7, 13), "the sheet has not the right size.", given=given, got=sheet)
        for k in range(4):
            tile(sheet, k // 3, k % 3, 2, 3)[:] = 128
        hint = "Everything that is no filter is 128."
        assert_close(sheet, np.full((7, 13), 128), given=given, hint=hint, what="the frame")
