"""Checks for chapter 7: save your notebook or script, then run `pytest` in this folder."""

import numpy as np

from autograder.testing import assert_close, assert_leaves_arguments_alone, assert_true, exercise

# The worked example of chapter 7.
X = np.array([[1.0, 2, 3, 0], [0, 1, 2, 3], [3, 0, 1, 2], [2, 3, 0, 1]]).reshape(1, 1, 4, 4)
W = np.array([[2.0, 0, 1], [0, 1, 2], [1, 0, 2]]).reshape(1, 1, 3, 3)
COUNTING = np.arange(1.0, 10).reshape(1, 1, 3, 3)
UPPER_TWO = np.array([[1.0, 1], [0, 0]]).reshape(1, 1, 2, 2)


def counted(*shape):
    """1, 2, 3 and so on, in a shape."""
    return np.arange(1.0, np.prod(shape) + 1).reshape(shape)


def numbers(*shape, start=1):
    """Whole numbers from -9 to 9 in no order, the same every time."""
    squares = np.arange(start, start + np.prod(shape)) ** 2.0
    return np.round(9 * np.sin(squares)).reshape(shape) + 0.0


def different(*shape):
    """At most 41 numbers in no order, no two of them alike: 0.5, 12.5, 24.5, 36.5, 7.5 and so on."""
    return (12 * np.arange(np.prod(shape)) % 41 + 0.5).reshape(shape)


def assert_places(student, cases, hint=""):
    """Pixels, window, stride and padding of each case, and how many places there are."""
    for pixels, window, stride, pad, places in cases:
        given = {"input_size": pixels, "filter_size": window, "stride": stride, "pad": pad}
        assert_close(student.conv_output_size(pixels, window, stride, pad), places, given=given, hint=hint)


@exercise("conv_output_size")
class TestConvOutputSize:
    def test_a_window_that_moves_one_pixel_at_a_time(self, student):
        for pixels, window, places in ((7, 3, 5), (5, 5, 1), (6, 1, 6)):
            given = {"input_size": pixels, "filter_size": window}
            assert_close(student.conv_output_size(pixels, window), places, given=given)

    def test_seven_pixels_and_stride_two(self, student):
        given = {"input_size": 7, "filter_size": 3, "stride": 2}
        assert_close(student.conv_output_size(7, 3, 2), 3, given=given)

    def test_other_strides_that_fit(self, student):
        assert_places(student, ((10, 4, 3, 0, 3), (8, 4, 4, 2, 3), (11, 3, 2, 1, 6)))

    def test_zeros_are_added_at_both_ends(self, student):
        assert_places(student, ((28, 5, 1, 2, 28), (7, 3, 1, 1, 7), (3, 2, 1, 4, 10)))

    def test_a_window_must_not_stick_out(self, student):
        hint = "Draw the axis and the windows. A window that would stick out does not count."
        cases = ((6, 3, 2, 0, 2), (6, 3, 4, 0, 1), (12, 3, 4, 0, 3), (11, 2, 5, 0, 2), (6, 4, 3, 1, 2))
        assert_places(student, cases, hint)

    def test_the_result_can_be_a_shape(self, student):
        hint = "A shape is made of ints: np.zeros((3.0, 3.0)) is an error."
        for pixels, window, stride, pad in ((7, 3, 1, 0), (7, 3, 2, 0), (8, 3, 2, 1)):
            places = student.conv_output_size(pixels, window, stride, pad)
            whole = np.asarray(places).shape == () and np.asarray(places).dtype.kind in ("i", "u")
            given = {"input_size": pixels, "filter_size": window, "stride": stride, "pad": pad}
            assert_true(whole, "the result is not an int.", given=given, got=places, hint=hint)


@exercise("conv_naive")
class TestConvNaive:
    def test_the_worked_example_of_the_book(self, student):
        expected = np.array([[[[15.0, 16], [6, 15]]]])
        hint = {
            "Which weight lies on the upper left pixel of the window?": [[[[11, 12], [10, 11]]]],
            "Is anything divided in the formula?": expected / 9,
        }
        given = {"x": X, "W": W, "b": np.zeros(1)}
        assert_close(student.conv_naive(X, W, np.zeros(1)), expected, given=given, hint=hint)

    def test_whole_pixels_may_give_results_with_decimals(self, student):
        x, filters = np.array([[3, 1, 2], [0, 5, 4]]).reshape(1, 1, 2, 3), np.array([[[[0.5, -0.25]]]])
        given = {"x": x, "W": filters, "b": np.array([0.125])}
        expected = np.array([[[[1.375, 0.125], [-1.125, 1.625]]]])
        hint = {"Of which type is the array that holds the results?": np.trunc(expected)}
        result = student.conv_naive(x, filters, np.array([0.125]))
        assert_close(result, expected, given=given, hint=hint)

    def test_three_channels_make_one_sum(self, student):
        x, filters = numbers(1, 3, 2, 3), numbers(1, 3, 2, 2, start=30)
        given = {"x": x, "W": filters, "b": np.zeros(1)}
        hint = "One filter makes one picture, whatever the number of channels."
        assert_close(student.conv_naive(x, filters, np.zeros(1)), [[[[117, -125]]]], given=given, hint=hint)

    def test_three_filters_with_a_bias_each(self, student):
        x, filters, b = numbers(1, 2, 2, 3), numbers(3, 2, 2, 2, start=30), np.array([1.0, -2.0, 0.5])
        expected = [[[[-17, -36]], [[133, -13]], [[12.5, 3.5]]]]
        hint = "Each number of the output has the bias of its filter in it, and has it once."
        given = {"x": x, "W": filters, "b": b}
        assert_close(student.conv_naive(x, filters, b), expected, given=given, hint=hint)

    def test_several_images_wide_or_tall(self, student):
        x, filters, b = numbers(2, 2, 3, 5), numbers(3, 2, 2, 3, start=60), np.array([1.0, 0, -1])
        expected = [
            [
                [[-44, -84, -72], [-203, 299, 195]],
                [[-192, 45, 93], [-49, -57, -36]],
                [[31, 111, -155], [135, -288, 195]],
            ],
            [
                [[-204, 54, -61], [41, -60, 19]],
                [[28, -127, 143], [-22, 39, 201]],
                [[50, 30, 60], [-16, 193, -182]],
            ],
        ]
        assert_close(student.conv_naive(x, filters, b), expected, given={"x": x, "W": filters, "b": b})
        x, filters, b = numbers(2, 1, 5, 2), numbers(1, 1, 3, 1, start=60), np.array([0.25])
        expected = [
            [[[29.25, 68.25], [64.25, -146.75], [-24.75, 135.25]]],
            [[[9.25, 161.25], [-61.75, -60.75], [-10.75, 54.25]]],
        ]
        assert_close(student.conv_naive(x, filters, b), expected, given={"x": x, "W": filters, "b": b})

    def test_steps_of_two_and_three_pixels(self, student):
        x, filters, b = numbers(1, 1, 5, 8), numbers(2, 1, 2, 3, start=40), np.array([1.0, 0])
        expected = {
            2: [[[[-80, 0, 38], [-21, -184, -167]], [[-106, 81, 50], [34, 16, -241]]]],
            3: [[[[-80, 111], [36, -30]], [[-106, 89], [60, 152]]]],
        }
        hint = "How many pixels is each window away from the one beside it, and from the one below it?"
        for stride, out in expected.items():
            given = {"x": x, "W": filters, "b": b, "stride": stride}
            assert_close(student.conv_naive(x, filters, b, stride), out, given=given, hint=hint)

    def test_padding_one_keeps_the_size(self, student):
        expected = [[[[7, 12, 10, 2], [4, 15, 16, 10], [10, 6, 15, 6], [8, 10, 4, 3]]]]
        given = {"x": X, "W": W, "b": np.zeros(1), "stride": 1, "pad": 1}
        assert_close(student.conv_naive(X, W, np.zeros(1), 1, 1), expected, given=given)

    def test_padding_and_stride_with_two_channels(self, student):
        x, filters, b = numbers(1, 2, 2, 3), numbers(1, 2, 3, 2, start=40), np.array([10.0])
        given = {"x": x, "W": filters, "b": b, "stride": 1, "pad": 1}
        expected = [[[[2, -12, -130, -8], [-32, 138, -169, 149]]]]
        assert_close(student.conv_naive(x, filters, b, 1, 1), expected, given=given)
        expected = [[[[10, 33, 70], [10, 138, 149]]]]
        given = {"x": x, "W": filters, "b": b, "stride": 2, "pad": 2}
        assert_close(student.conv_naive(x, filters, b, 2, 2), expected, given=given)


@exercise("im2col")
class TestIm2col:
    def test_the_example_worked_by_hand(self, student):
        expected = [[1, 2, 4, 5], [2, 3, 5, 6], [4, 5, 7, 8], [5, 6, 8, 9]]
        hint = {
            "Read the window like a page: which pixel comes second?": np.array(expected)[:, [0, 2, 1, 3]],
            "Read the picture like a page: which window comes second?": np.array(expected)[[0, 2, 1, 3]],
        }
        given = {"input_data": COUNTING, "filter_h": 2, "filter_w": 2}
        assert_close(student.im2col(COUNTING, 2, 2), expected, given=given, hint=hint)

    def test_windows_that_are_wide_or_tall(self, student):
        x = counted(1, 1, 3, 4) / 2
        expected = [
            [0.5, 1, 1.5, 2.5, 3, 3.5],
            [1, 1.5, 2, 3, 3.5, 4],
            [2.5, 3, 3.5, 4.5, 5, 5.5],
            [3, 3.5, 4, 5, 5.5, 6],
        ]
        assert_close(student.im2col(x, 2, 3), expected, given={"input_data": x, "filter_h": 2, "filter_w": 3})
        expected = [[0.5, 2.5, 4.5], [1, 3, 5], [1.5, 3.5, 5.5], [2, 4, 6]]
        assert_close(student.im2col(x, 3, 1), expected, given={"input_data": x, "filter_h": 3, "filter_w": 1})

    def test_three_channels_stand_side_by_side(self, student):
        x = counted(1, 3, 2, 3)
        expected = [[1, 2, 4, 5, 7, 8, 10, 11, 13, 14, 16, 17], [2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18]]
        hint = "First the whole window of channel 0, then that of channel 1, then that of channel 2."
        given = {"input_data": x, "filter_h": 2, "filter_w": 2}
        assert_close(student.im2col(x, 2, 2), expected, given=given, hint=hint)

    def test_two_images_with_two_channels(self, student):
        x = counted(2, 2, 2, 3)
        expected = [
            [1, 2, 4, 5, 7, 8, 10, 11],
            [2, 3, 5, 6, 8, 9, 11, 12],
            [13, 14, 16, 17, 19, 20, 22, 23],
            [14, 15, 17, 18, 20, 21, 23, 24],
        ]
        hint = "All windows of the first image come before those of the second."
        given = {"input_data": x, "filter_h": 2, "filter_w": 2}
        assert_close(student.im2col(x, 2, 2), expected, given=given, hint=hint)

    def test_steps_of_two_and_three_pixels(self, student):
        x = counted(1, 1, 5, 8)
        expected = {
            2: [
                [1, 2, 3, 9, 10, 11],
                [3, 4, 5, 11, 12, 13],
                [5, 6, 7, 13, 14, 15],
                [17, 18, 19, 25, 26, 27],
                [19, 20, 21, 27, 28, 29],
                [21, 22, 23, 29, 30, 31],
            ],
            3: [
                [1, 2, 3, 9, 10, 11],
                [4, 5, 6, 12, 13, 14],
                [25, 26, 27, 33, 34, 35],
                [28, 29, 30, 36, 37, 38],
            ],
        }
        hint = "Within a window, pixels are neighbours. From window to window it goes on by the stride."
        for stride, rows in expected.items():
            given = {"input_data": x, "filter_h": 2, "filter_w": 3, "stride": stride}
            assert_close(student.im2col(x, 2, 3, stride), rows, given=given, hint=hint)

    def test_zeros_all_around_the_picture(self, student):
        x = counted(1, 1, 2, 3)
        expected = [
            [0, 0, 0, 0, 1, 2],
            [0, 0, 0, 1, 2, 3],
            [0, 0, 0, 2, 3, 0],
            [0, 1, 2, 0, 4, 5],
            [1, 2, 3, 4, 5, 6],
            [2, 3, 0, 5, 6, 0],
            [0, 4, 5, 0, 0, 0],
            [4, 5, 6, 0, 0, 0],
            [5, 6, 0, 0, 0, 0],
        ]
        given = {"input_data": x, "filter_h": 2, "filter_w": 3, "pad": 1}
        assert_close(student.im2col(x, 2, 3, 1, 1), expected, given=given)

    def test_padding_and_stride_with_images_and_channels(self, student):
        x = counted(2, 2, 2, 2)
        expected = [
            [0, 0, 0, 1, 0, 0, 0, 5],
            [0, 0, 2, 0, 0, 0, 6, 0],
            [0, 3, 0, 0, 0, 7, 0, 0],
            [4, 0, 0, 0, 8, 0, 0, 0],
            [0, 0, 0, 9, 0, 0, 0, 13],
            [0, 0, 10, 0, 0, 0, 14, 0],
            [0, 11, 0, 0, 0, 15, 0, 0],
            [12, 0, 0, 0, 16, 0, 0, 0],
        ]
        given = {"input_data": x, "filter_h": 2, "filter_w": 2, "stride": 2, "pad": 1}
        assert_close(student.im2col(x, 2, 2, 2, 1), expected, given=given)

    def test_the_images_stay_as_they_were(self, student):
        hint = "The images belong to the caller. Only a copy of them may change."
        for pad in (0, 1):
            assert_leaves_arguments_alone(student.im2col, counted(1, 2, 3, 4), 2, 3, 1, pad, hint=hint)


@exercise("col2im")
class TestCol2im:
    def test_ones_count_the_windows_over_each_pixel(self, student):
        col = np.ones((4, 4))
        expected = [[[[1, 2, 1], [2, 4, 2], [1, 2, 1]]]]
        hint = {"A pixel under four windows gets four numbers. What becomes of them?": np.ones((1, 1, 3, 3))}
        given = {"col": col, "input_shape": (1, 1, 3, 3), "filter_h": 2, "filter_w": 2}
        assert_close(student.col2im(col, (1, 1, 3, 3), 2, 2), expected, given=given, hint=hint)

    def test_windows_side_by_side_give_the_images_back(self, student):
        col = np.array(
            [
                [1.0, 2, 5, 6, 9, 10, 13, 14],
                [3, 4, 7, 8, 11, 12, 15, 16],
                [17, 18, 21, 22, 25, 26, 29, 30],
                [19, 20, 23, 24, 27, 28, 31, 32],
            ]
        )
        given = {"col": col, "input_shape": (2, 2, 2, 4), "filter_h": 2, "filter_w": 2, "stride": 2}
        hint = "In which order do the numbers of a row, and the rows themselves, come out of im2col?"
        images = student.col2im(col, (2, 2, 2, 4), 2, 2, 2)
        assert_close(images, counted(2, 2, 2, 4), given=given, hint=hint)

    def test_windows_that_overlap_add_up(self, student):
        col, shape = numbers(4, 8) / 4, (2, 2, 2, 3)
        expected = [
            [[[2, -3.25, -1.25], [1, 1.5, -1]], [[-0.25, -3.5, 2], [-2.25, 0, -2.25]]],
            [[[0, -0.5, -1.25], [0.75, -1.75, -2.25]], [[2, -1.25, 2.25], [2, -2.75, -0.25]]],
        ]
        given = {"col": col, "input_shape": shape, "filter_h": 2, "filter_w": 2}
        assert_close(student.col2im(col, shape, 2, 2), expected, given=given)
        col, shape = numbers(4, 6), (1, 1, 4, 3)
        expected = [[[[8, -16, 8], [-1, 2, -13], [-9, -1, -2], [0, 4, -8]]]]
        given = {"col": col, "input_shape": shape, "filter_h": 3, "filter_w": 2}
        assert_close(student.col2im(col, shape, 3, 2), expected, given=given)

    def test_the_padding_is_no_part_of_the_picture(self, student):
        shape = (1, 1, 2, 4)
        hint = "The result has as many rows and columns as input_shape says: the padded picture's middle."
        for pad, rows, expected in (
            (1, 6, [[[[-3, -9, 8, 9], [8, 0, -4, 8]]]]),
            (2, 12, [[[[8, 2, 2, -5], [8, -8, 1, -9]]]]),
            (3, 20, [[[[-9, -3, -1, -2], [-9, 7, -6, 4]]]]),
        ):
            col = numbers(rows, 4)
            given = {"col": col, "input_shape": shape, "filter_h": 2, "filter_w": 2, "stride": 2, "pad": pad}
            picture = student.col2im(col, shape, 2, 2, 2, pad)
            assert_close(picture, expected, given=given, hint=hint)

    def test_gaps_between_the_windows_are_zero(self, student):
        col, shape = counted(4, 4), (1, 1, 6, 7)
        expected = [
            [
                [
                    [1, 2, 0, 5, 6, 0, 0],
                    [3, 4, 0, 7, 8, 0, 0],
                    [0, 0, 0, 0, 0, 0, 0],
                    [9, 10, 0, 13, 14, 0, 0],
                    [11, 12, 0, 15, 16, 0, 0],
                    [0, 0, 0, 0, 0, 0, 0],
                ]
            ]
        ]
        given = {"col": col, "input_shape": shape, "filter_h": 2, "filter_w": 2, "stride": 3}
        assert_close(student.col2im(col, shape, 2, 2, 3), expected, given=given)

    def test_overlap_stride_and_padding_together(self, student):
        col, shape = numbers(8, 12), (2, 2, 2, 3)
        expected = [
            [[[-1, -18, 0], [-5, -5, -8]], [[9, -2, 8], [-1, 17, 6]]],
            [[[4, 0, 4], [-2, 3, 6]], [[1, -9, 9], [-5, 7, 5]]],
        ]
        given = {"col": col, "input_shape": shape, "filter_h": 2, "filter_w": 3, "stride": 2, "pad": 1}
        assert_close(student.col2im(col, shape, 2, 3, 2, 1), expected, given=given)


# Two images with two channels and two filters, and what the layer makes of them.
BATCH, FILTERS, BIASES = numbers(2, 2, 3, 4), numbers(2, 2, 2, 2, start=60), np.array([10.0, -10])
OUT = [
    [[[57, 114, -1], [87, -6, 52]], [[-48, -33, -29], [46, 300, -280]]],
    [[[-95, -26, 13], [69, -22, -128]], [[6, 14, 78], [-296, -12, 111]]],
]
DOUT = numbers(2, 2, 2, 3, start=80)
D_FILTERS = [
    [[[-118, -65], [-251, 95]], [[115, -392], [192, 4]]],
    [[[33, -49], [3, 157]], [[-2, 139], [32, -14]]],
]
D_BIASES = [20, -22]
D_BATCH = [
    [
        [[-14, -89, 128, 72], [27, 142, -250, -100], [20, -153, 131, 30]],
        [[43, -44, -53, 32], [-101, 115, 109, -14], [52, -74, 13, -36]],
    ],
    [
        [[-6, 82, 30, 108], [-42, 129, -122, -99], [-40, 64, -7, 1]],
        [[-28, 5, -104, 15], [11, 34, -60, 11], [58, -67, -83, 12]],
    ],
]
GIVEN = {"x": BATCH, "W": FILTERS, "b": BIASES}

# Two images and three filters, for a stride of 2 and a padding of 1.
S_BATCH, S_FILTERS = numbers(2, 1, 4, 5, start=100), numbers(3, 1, 3, 2, start=60)
S_BIASES, S_DOUT = np.array([1.0, 2, 3]), numbers(2, 3, 2, 3, start=20)
S_OUT = [
    [[[-7, 62, -86], [-31, 51, -232]], [[-43, 82, -116], [-13, 55, -155]], [[32, -31, 119], [-78, 130, 128]]],
    [[[29, 34, 25], [-28, -24, 25]], [[-7, 105, -7], [11, -31, 41]], [[-6, -164, 44], [-106, -118, -152]]],
]
S_D_FILTERS = [
    [[[-24, -127], [109, -245], [185, 134]]],
    [[[100, 168], [61, -214], [-87, 20]]],
    [[[-15, 81], [-91, 37], [-74, 152]]],
]
S_D_BIASES = [-9, -13, 18]
S_D_BATCH = [
    [[[100, -92, -1, 20, 56], [-33, 149, 3, -5, -99], [-19, 18, 64, 6, -43], [-17, 58, -14, -43, 23]]],
    [
        [
            [-44, -68, -131, 85, 200],
            [62, -140, 41, 215, -35],
            [88, 103, 189, -115, -108],
            [-72, 146, -143, -67, 78],
        ]
    ],
]
S_GIVEN = {"x": S_BATCH, "W": S_FILTERS, "b": S_BIASES, "stride": 2, "pad": 1}

# Learning writes into the arrays that the layer was made with.
UPDATE = """
def after_an_update(make, weights, bias, d_weights, d_bias, images, new_images):
    layer = make(weights, bias)
    layer.forward(images)
    weights += d_weights
    bias += d_bias
    return layer.forward(new_images)

def backward_after_an_update(make, weights, d_weights, bias, images, dout, new_images, new_dout):
    layer = make(weights, bias, 2, 1)
    layer.forward(images)
    layer.backward(dout)
    weights += d_weights
    layer.forward(new_images)
    return layer.backward(new_dout), layer.dW, layer.db
"""


def assert_kept(value, name, expected, given, hint=""):
    """What backward leaves on the layer under the name dW or db."""
    missing = f"after backward, {name} of the layer is still None."
    assert_true(value is not None, missing, given=given, hint=f"It has to be kept as self.{name}.")
    assert_close(value, expected, given=given, hint=hint, what=name)


@exercise("Convolution")
class TestConvolution:
    def test_forward_gives_the_worked_example_of_the_book(self, student):
        b = np.array([3.0])
        hint = {"What is added to each sum?": [[[[15, 16], [6, 15]]]]}
        out = student.Convolution(W, b).forward(X)
        assert_close(out, [[[[18, 19], [9, 18]]]], given={"x": X, "W": W, "b": b}, hint=hint)

    def test_forward_keeps_images_and_filters_apart(self, student):
        x = np.array([[1.0, 2], [3, 4]]).reshape(2, 1, 1, 2)
        filters, b = np.array([1.0, 10, 100]).reshape(3, 1, 1, 1), np.zeros(3)
        expected = [[[[1, 2]], [[10, 20]], [[100, 200]]], [[[3, 4]], [[30, 40]], [[300, 400]]]]
        hint = "The axes of the output are image, filter, height, width. A reshape moves no number."
        out = student.Convolution(filters, b).forward(x)
        assert_close(out, expected, given={"x": x, "W": filters, "b": b}, hint=hint)
        assert_close(student.Convolution(FILTERS, BIASES).forward(BATCH), OUT, given=GIVEN, hint=hint)

    def test_forward_with_stride_and_padding(self, student):
        hint = "They matter for the windows and for the size of the output."
        out = student.Convolution(S_FILTERS, S_BIASES, 2, 1).forward(S_BATCH)
        assert_close(out, S_OUT, given=S_GIVEN, hint=hint)

    def test_forward_uses_new_images_and_updated_weights(self, student, beside):
        before, bias = numbers(2, 2, 2, 2, start=200), np.array([1.0, 2])
        out = beside(UPDATE).after_an_update(
            student.Convolution, before, bias, FILTERS - before, BIASES - bias, numbers(3, 2, 2, 5), BATCH
        )
        hint = "Between two calls of forward, the images and the numbers in W and b may have changed."
        assert_close(out, OUT, given=GIVEN, hint=hint)

    def test_backward_on_the_example_worked_by_hand(self, student):
        layer, dout = student.Convolution(UPPER_TWO, np.zeros(1)), np.ones((1, 1, 2, 2))
        layer.forward(COUNTING)
        dx = layer.backward(dout)
        given = {"x": COUNTING, "W": UPPER_TWO, "dout": dout}
        assert_kept(layer.dW, "dW", [[[[12, 16], [24, 28]]]], given)
        assert_kept(layer.db, "db", [4], given)
        assert_close(dx, [[[[1, 2, 1], [1, 2, 1], [0, 0, 0]]]], given=given, what="dx")

    def test_backward_sets_dW_and_db_of_two_filters(self, student):
        layer = student.Convolution(FILTERS, BIASES)
        layer.forward(BATCH)
        layer.backward(DOUT)
        given = GIVEN | {"dout": DOUT}
        hint = "A weight is used at every place of every image. All that comes back to it adds up."
        assert_kept(layer.db, "db", D_BIASES, given, hint)
        assert_kept(layer.dW, "dW", D_FILTERS, given, hint)

    def test_backward_returns_dx_while_another_layer_works(self, student):
        layer, other = student.Convolution(FILTERS, BIASES), student.Convolution(S_FILTERS, S_BIASES, 2, 1)
        layer.forward(BATCH)
        other.forward(S_BATCH)
        dx = layer.backward(DOUT)
        other.backward(S_DOUT)
        given = GIVEN | {"dout": DOUT}
        assert_close(dx, D_BATCH, given=given, what="dx")
        assert_kept(layer.dW, "dW", D_FILTERS, given)
        assert_kept(layer.db, "db", D_BIASES, given)

    def test_backward_with_stride_and_padding_after_an_update(self, student, beside):
        before, first = numbers(3, 1, 3, 2, start=200), numbers(3, 1, 6, 4)
        dx, dW, db = beside(UPDATE).backward_after_an_update(
            student.Convolution,
            before,
            S_FILTERS - before,
            S_BIASES,
            first,
            np.ones((3, 3, 3, 3)),
            S_BATCH,
            S_DOUT,
        )
        given = S_GIVEN | {"dout": S_DOUT}
        hint = "Everything is asked of the second batch alone, with the numbers that are in W by then."
        assert_kept(db, "db", S_D_BIASES, given, hint)
        assert_kept(dW, "dW", S_D_FILTERS, given, hint)
        assert_close(dx, S_D_BATCH, given=given, hint=hint, what="dx")


POOLED = np.array([[2.0, 9, 4, 1], [3, 5, 0, 6], [7, 1, 2, 8], [0, 4, 3, 5]]).reshape(1, 1, 4, 4)
# Two images with two channels of 2x4 pixels: eight windows side by side.
WIDE = different(2, 2, 2, 4)
WIDE_OUT = [[[[19.5, 36.5]], [[33.5, 38.5]]], [[[40.5, 30.5]], [[20.5, 37.5]]]]
WIDE_DX = [
    [[[0, 0, 0, 20], [0, 10, 0, 0]], [[0, 0, 40, 0], [0, 30, 0, 0]]],
    [[[0, 50, 0, 0], [0, 0, 0, 60]], [[0, 0, 0, 80], [0, 70, 0, 0]]],
]
# One image with two channels of 6x2 pixels.
TALL = different(1, 2, 6, 2)
TALL_OUT = [[[[36.5], [31.5], [38.5]], [[33.5], [40.5], [35.5]]]]
TALL_DX = [
    [[[0, 0], [0, 10], [0, 0], [20, 0], [0, 0], [30, 0]], [[0, 40], [0, 0], [0, 50], [0, 0], [60, 0], [0, 0]]]
]


def tens(*shape):
    """10, 20, 30 and so on, in a shape."""
    return 10 * counted(*shape)


@exercise("Pooling")
class TestPooling:
    def test_forward_gives_the_example_worked_by_hand(self, student):
        out = student.Pooling(2, 2, 2).forward(POOLED)
        hint = {"Which of the four numbers is asked for?": [[[[4.75, 2.75], [3, 4.5]]]]}
        assert_close(out, [[[[9, 6], [7, 8]]]], given={"x": POOLED, "pool": (2, 2), "stride": 2}, hint=hint)

    def test_forward_keeps_images_and_channels_apart(self, student):
        hint = "Each channel of each image gets a small picture of its own, in the place where it was."
        for x, expected in ((WIDE, WIDE_OUT), (TALL, TALL_OUT)):
            out = student.Pooling(2, 2, 2).forward(x)
            assert_close(out, expected, given={"x": x, "pool": (2, 2), "stride": 2}, hint=hint)

    def test_forward_with_windows_of_any_form_and_stride(self, student):
        x = different(1, 2, 4, 4) - 50
        expected = {
            (3, 2, 1): [
                [[[-23.5, -11.5, -11.5], [-16.5, -11.5, -11.5]], [[-9.5, -9.5, -12.5], [-14.5, -17.5, -12.5]]]
            ],
            (2, 3, 1): [
                [
                    [[-18.5, -13.5], [-11.5, -11.5], [-11.5, -11.5]],
                    [[-9.5, -9.5], [-14.5, -12.5], [-17.5, -12.5]],
                ]
            ],
        }
        hint = "The windows are tall or wide, they overlap, and all numbers are below zero."
        for (pool_h, pool_w, stride), out_of_them in expected.items():
            given = {"x": x, "pool": (pool_h, pool_w), "stride": stride}
            out = student.Pooling(pool_h, pool_w, stride).forward(x)
            assert_close(out, out_of_them, given=given, hint=hint)

    def test_backward_sends_gradients_to_the_maxima(self, student):
        expected = [[[[0, 10, 0, 0], [0, 0, 0, 20], [30, 0, 0, 40], [0, 0, 0, 0]]]]
        hint = "Each gradient goes to the place of its own window's largest number; all others get 0."
        for x, dout, dx in (
            (POOLED, tens(1, 1, 2, 2), expected),
            (WIDE, tens(2, 2, 1, 2), WIDE_DX),
            (TALL, tens(1, 2, 3, 1), TALL_DX),
        ):
            layer = student.Pooling(2, 2, 2)
            layer.forward(x)
            given = {"x": x, "dout": dout, "pool": (2, 2), "stride": 2}
            assert_close(layer.backward(dout), dx, given=given, hint=hint, what="dx")

    def test_of_equal_numbers_not_each_gets_the_whole_gradient(self, student):
        x = np.array([[5.0, 5, 1, 7], [2, 5, 7, 0]]).reshape(1, 1, 2, 4)
        dout = np.array([10.0, -20]).reshape(1, 1, 1, 2)
        layer, given = student.Pooling(2, 2, 2), {"x": x, "dout": dout, "pool": (2, 2), "stride": 2}
        layer.forward(x)
        dx = np.asarray(layer.backward(dout))
        assert_true(dx.shape == x.shape, "dx has not the shape of x.", given=given, got=dx)
        hint = "What arrives at a window goes on to one of its largest numbers, or is shared among them."
        sums = [np.sum(dx[..., :2]), np.sum(dx[..., 2:])]
        assert_close(sums, [10, -20], given=given | {"dx": dx}, hint=hint, what="the sum of dx over a window")
        others = dx[0, 0, [1, 0, 1], [0, 2, 3]]
        assert_close(
            others, np.zeros(3), given=given | {"dx": dx}, hint=hint, what="dx of the smaller numbers"
        )

    def test_backward_adds_up_where_one_pixel_wins_twice(self, student):
        x, dout = np.array([1.0, 7, 3]).reshape(1, 1, 1, 3), np.array([10.5, 5.25]).reshape(1, 1, 1, 2)
        layer = student.Pooling(1, 2)
        layer.forward(x)
        given = {"x": x, "dout": dout, "pool": (1, 2), "stride": 1}
        hint = {"The 7 is the largest of both windows. What do both send to it?": [[[[0, 5.25, 0]]]]}
        assert_close(layer.backward(dout), [[[[0, 15.75, 0]]]], given=given, what="dx", hint=hint)
        x, dout = different(1, 2, 3, 4), tens(1, 2, 2, 3)
        layer = student.Pooling(2, 2)
        layer.forward(x)
        expected = [
            [
                [[0, 0, 0, 30], [0, 10, 20, 0], [0, 40, 110, 0]],
                [[0, 0, 0, 0], [0, 360, 0, 90], [0, 0, 0, 120]],
            ]
        ]
        given = {"x": x, "dout": dout, "pool": (2, 2), "stride": 1}
        assert_close(layer.backward(dout), expected, given=given, what="dx")

    def test_windows_need_not_cover_every_pixel(self, student):
        x, dout = different(1, 1, 5, 8) - 20, tens(1, 1, 2, 3)
        overlapping, apart = np.zeros((1, 1, 5, 8)), np.zeros((1, 1, 5, 8))
        overlapping[0, 0, [1, 1, 2, 2, 3], [2, 5, 1, 4, 3]] = 30, 30, 40, 60, 50
        apart[0, 0, [0, 0, 1, 3, 3, 4], [3, 6, 1, 3, 6, 1]] = 20, 30, 10, 50, 60, 40
        for pool, out, dx in (
            ((2, 3, 2), [[[[18.5, 18.5, 13.5], [20.5, 17.5, 15.5]]]], overlapping),
            ((2, 2, 3), [[[[6.5, 16.5, 11.5], [7.5, 17.5, 12.5]]]], apart),
        ):
            layer, given = student.Pooling(*pool), {"x": x, "pool": pool[:2], "stride": pool[2]}
            assert_close(layer.forward(x), out, given=given)
            assert_close(layer.backward(dout), dx, given=given | {"dout": dout}, what="dx")

    def test_a_layer_remembers_its_own_latest_batch(self, student):
        layer, other = student.Pooling(2, 2, 2), student.Pooling(1, 2)
        layer.forward(POOLED)
        layer.backward(tens(1, 1, 2, 2))
        assert_close(layer.forward(WIDE), WIDE_OUT, given={"x": WIDE, "pool": (2, 2), "stride": 2})
        other.forward(different(1, 1, 1, 3))
        hint = "It is the second batch that dx belongs to. Another layer was at work after it."
        given = {"x": WIDE, "dout": tens(2, 2, 1, 2), "pool": (2, 2), "stride": 2}
        assert_close(layer.backward(tens(2, 2, 1, 2)), WIDE_DX, given=given, hint=hint, what="dx")


CONV = {"filter_num": 3, "filter_size": 3, "pad": 1, "stride": 1}
IMAGES = np.sin(np.arange(5 * 8 * 6)).reshape(5, 1, 8, 6)
LABELS = np.array([0, 3, 1, 2, 2])

# A network so small that every number can be written down: grey images of 3x5 pixels, two filters of 2x2,
# three hidden numbers, three classes.
SMALL = ((1, 3, 5), {"filter_num": 2, "filter_size": 2, "pad": 0, "stride": 1}, 3, 3)
PARAMS = {
    "W1": np.array([[[[1.0, -8], [-8, 1]]], [[[-7, -6], [-6, 1]]]]) / 16,
    "b1": np.array([6.0, -6]) / 16,
    "W2": np.array([[8.0, 2, 9], [-9, -2, -8], [7, -5, 0], [4, 7, 9]]) / 16,
    "b2": np.array([-4.0, 9, 9]) / 16,
    "W3": np.array([[-4.0, 9, 8], [2, 3, -2], [9, -9, -6]]) / 16,
    "b3": np.array([-8.0, 8, 7]) / 16,
}
THREE_IMAGES = numbers(3, 1, 3, 5, start=1202) / 4
FIVE_IMAGES = numbers(5, 1, 3, 5, start=2) / 2
SCORES = [
    [0.41241455078125, 0.0499267578125, -0.0255126953125],
    [-0.15673828125, 0.3612060546875, 0.181396484375],
    [0.0057373046875, 0.2945556640625, 0.328369140625],
]
THREE_LABELS = np.array([2, 2, 0])
GRADIENT = {
    "W1": [
        [[[0.076455, 0.108923], [0.055871, -0.029198]]],
        [[[-0.128368, -0.319748], [-0.147621, 0.199227]]],
    ],
    "b1": [-0.010919, 0.130868],
    "W2": [
        [0.206894, 0.188045, -0.246698],
        [0.018808, 0.284970, 0.051043],
        [0.127937, 0.064013, -0.185965],
        [-0.183882, 0.159236, 0.240244],
    ],
    "b2": [0.089616, 0.106339, -0.085086],
    "W3": [
        [-0.095598, 0.140273, -0.044675],
        [0.125572, 0.211101, -0.336672],
        [-0.008650, 0.367486, -0.358835],
    ],
    "b3": [-0.019570, 0.355941, -0.336371],
}
# Puts numbers into a network's own arrays, as learning does.
FILL = """
def fill(net, numbers):
    for key in numbers:
        net.params[key][:] = numbers[key]
"""
STEP = """
def loss_before_and_after(net, x, t):
    before = net.loss(x, t)
    for name, slope in net.gradient(x, t).items():
        net.params[name] -= 0.1 * slope
    return before, net.loss(x, t)
"""


def shapes_of(net):
    found = net.params
    complete = isinstance(found, dict) and {"W1", "b1", "W2", "b2", "W3", "b3"}.issubset(found)
    assert_true(complete, "params is not a dict that has W1, b1, W2, b2, W3 and b3.", got=found)
    return {name: np.shape(found[name]) for name in ("W1", "b1", "W2", "b2", "W3", "b3")}


def assert_chain(net, expected, images, given):
    """The shapes of a network's parameters, and that images go through it."""
    hint = "Write down the shape of one image after each layer."
    got = shapes_of(net)
    for name, shape in expected.items():
        said = f"{name} has shape {got[name]}, expected {shape}."
        assert_true(got[name] == shape, said, given=given, hint=hint)
    shape, classes = np.shape(net.predict(images)), expected["b3"][0]
    said = f"predict gives an array of shape {shape}, expected {(len(images), classes)}."
    assert_true(shape == (len(images), classes), said, given=given | {"shape of x": images.shape})


def fill(net, beside):
    """Write the numbers of PARAMS into a small network."""
    for name, shape in shapes_of(net).items():
        said = f"{name} has shape {shape}, expected {PARAMS[name].shape}."
        assert_true(shape == PARAMS[name].shape, said, given={"SimpleConvNet(...)": SMALL})
    beside(FILL).fill(net, PARAMS)


def filled(student, beside):
    """The small network with the numbers of PARAMS; another one was made after it."""
    net = student.SimpleConvNet(*SMALL)
    student.SimpleConvNet(*SMALL)
    fill(net, beside)
    return net


@exercise("SimpleConvNet")
class TestSimpleConvNet:
    def test_the_parameters_have_shapes_that_chain(self, student):
        given = {"input_dim": (1, 8, 6), "conv_param": CONV, "hidden_size": 7, "output_size": 4}
        expected = {"W1": (3, 1, 3, 3), "b1": (3,), "W2": (36, 7), "b2": (7,), "W3": (7, 4), "b3": (4,)}
        assert_chain(student.SimpleConvNet((1, 8, 6), CONV, 7, 4), expected, IMAGES, given)

    def test_stride_padding_and_odd_sizes_matter(self, student):
        conv = {"filter_num": 2, "filter_size": 3, "pad": 0, "stride": 2}
        given = {"input_dim": (3, 7, 13), "conv_param": conv, "hidden_size": 5, "output_size": 2}
        expected = {"W1": (2, 3, 3, 3), "b1": (2,), "W2": (6, 5), "b2": (5,), "W3": (5, 2), "b3": (2,)}
        net = student.SimpleConvNet((3, 7, 13), conv, 5, 2)
        assert_chain(net, expected, np.ones((2, 3, 7, 13)), given)
        conv = {"filter_num": 4, "filter_size": 5, "pad": 2, "stride": 1}
        given = {"input_dim": (1, 10, 5), "conv_param": conv, "hidden_size": 5, "output_size": 2}
        expected = {"W1": (4, 1, 5, 5), "b1": (4,), "W2": (40, 5), "b2": (5,), "W3": (5, 2), "b3": (2,)}
        net = student.SimpleConvNet((1, 10, 5), conv, 5, 2)
        assert_chain(net, expected, np.ones((4, 1, 10, 5)), given)

    def test_weights_are_as_small_as_asked_and_biases_are_zero(self, student):
        conv = {"filter_num": 64, "filter_size": 3, "pad": 0, "stride": 1}
        hint = "Normal random numbers around 0; weight_init_std says how far from 0 they lie."
        for std, asked in ((0.2, (0.2,)), (0.01, ())):
            net = student.SimpleConvNet((1, 6, 6), conv, 20, 40, *asked)
            shapes_of(net)
            for name in ("W3", "W2", "W1"):
                mean, spread = np.mean(net.params[name]), np.std(net.params[name])
                said = f"{name} has the mean {mean:.3g} and the standard deviation {spread:.3g}."
                normal = abs(mean) < 0.3 * std and 0.8 * std < spread < 1.2 * std
                assert_true(normal, said, given={"weight_init_std": std}, hint=hint)
            for name in ("b3", "b2", "b1"):
                zeros = np.zeros(np.shape(net.params[name]))
                assert_close(net.params[name], zeros, what=name, given={"weight_init_std": std})

    def test_without_more_said_it_is_the_network_for_digits(self, student):
        net = student.SimpleConvNet((1, 7, 9))
        expected = {
            "W1": (30, 1, 5, 5),
            "b1": (30,),
            "W2": (60, 100),
            "b2": (100,),
            "W3": (100, 10),
            "b3": (10,),
        }
        assert_chain(net, expected, np.ones((2, 1, 7, 9)), {"input_dim": (1, 7, 9)})
        for size in (6, 7):
            conv = {"filter_num": 1, "filter_size": size, "pad": 0, "stride": 1}
            net = student.SimpleConvNet(conv_param=conv, hidden_size=2, output_size=3)
            expected = {
                "W1": (1, 1, size, size),
                "b1": (1,),
                "W2": (121, 2),
                "b2": (2,),
                "W3": (2, 3),
                "b3": (3,),
            }
            given = {"conv_param": conv, "hidden_size": 2, "output_size": 3}
            assert_chain(net, expected, np.ones((1, 1, 28, 28)), given)

    def test_predict_and_loss_follow_the_diagram(self, student, beside):
        net, given = filled(student, beside), {"x": THREE_IMAGES, **PARAMS}
        hint = (
            "Go through the diagram layer by layer. The numbers in params have just been written into them."
        )
        assert_close(net.predict(THREE_IMAGES), SCORES, given=given, hint=hint, what="predict(x)")
        for labels in (THREE_LABELS, np.eye(3)[THREE_LABELS]):
            loss = net.loss(THREE_IMAGES, labels)
            given = {"x": THREE_IMAGES, "t": labels, "the scores": SCORES}
            assert_close(loss, 1.223121513, rtol=1e-5, given=given, what="the loss")

    def test_gradient_belongs_to_this_batch_and_these_parameters(self, student, beside):
        net = student.SimpleConvNet(*SMALL)
        net.gradient(FIVE_IMAGES, np.array([0, 1, 2, 0, 1]))
        fill(net, beside)
        given = {"x": THREE_IMAGES, "t": THREE_LABELS, **PARAMS}
        grads = net.gradient(THREE_IMAGES, THREE_LABELS)
        complete = isinstance(grads, dict) and set(GRADIENT).issubset(grads)
        assert_true(complete, "gradient gives no dict with all names of params.", given=given, got=grads)
        hint = "Another batch, and other numbers in params, were there before. What does backward remember?"
        for name, expected in reversed(GRADIENT.items()):
            what = f"the gradient of {name}"
            assert_close(grads[name], expected, rtol=1e-4, atol=2e-6, given=given, hint=hint, what=what)

    def test_a_step_downhill_lowers_the_loss(self, student, beside):
        net = student.SimpleConvNet((1, 8, 6), CONV, 7, 4, 0.3)
        before, after = beside(STEP).loss_before_and_after(net, IMAGES, LABELS)
        hint = "Do the layers use the very arrays of params? Are all gradients right?"
        assert_true(after < before, f"the loss went from {before:.4f} to {after:.4f}.", hint=hint)

    def test_accuracy_counts_the_last_small_batch_too(self, student, beside):
        net = filled(student, beside)
        scores = net.predict(FIVE_IMAGES)
        said = f"predict gives an array of shape {np.shape(scores)}, expected (5, 3)."
        assert_true(np.shape(scores) == (5, 3), said, given={"x": FIVE_IMAGES})
        guesses = np.argmax(scores, axis=1)
        hint = "How many of the five images are right, the last one included?"
        for wrong, accuracy in (([], 1.0), ([4], 0.8), ([0], 0.8), ([1, 3, 4], 0.4)):
            labels = guesses.copy()
            labels[wrong] = (labels[wrong] + 1) % 3
            for t in (labels, np.eye(3)[labels]):
                given = {"the scores": scores, "t": t, "batch_size": 2}
                got = net.accuracy(FIVE_IMAGES, t, 2)
                assert_close(got, accuracy, given=given, hint=hint, what="the accuracy")


LOOK = """
import numpy as np

def look(picture):
    if not hasattr(picture, "convert"):
        return None
    return picture.mode, np.array(picture.convert("L"), dtype=int)
"""


def looked_at(beside, picture):
    """Mode and pixels of what a student's show_filters has made."""
    seen = beside(LOOK).look(picture)
    hint = "PIL makes a picture of an array with Image.fromarray."
    assert_true(seen is not None, "the result is no picture of PIL.", got=picture, hint=hint)
    return seen


# Five filters of 1x3 weights, the second of them 0.2, 0.4, 0.6, 0.8 and 1 of the largest, on a sheet of 2x3
# tiles: each has a grey of its own.
FIVE = np.array([[0, 2, 10], [10, 4, 0], [0, 6, 10], [10, 8, 0], [0, 0, 10.0]]).reshape(5, 1, 1, 3)
FIVE_SHEET = np.array(
    [
        [128] * 13,
        [128, 0, 51, 255, 128, 255, 102, 0, 128, 0, 153, 255, 128],
        [128] * 13,
        [128, 255, 204, 0, 128, 0, 0, 255, 128, 128, 128, 128, 128],
        [128] * 13,
    ]
)


@exercise("show_filters")
class TestShowFilters:
    def test_two_filters_on_a_sheet(self, student, beside):
        filters = np.array([[[-1.0, 0, 3]], [[0.1, 0.5, 0.2]]]).reshape(2, 1, 1, 3)
        _, sheet = looked_at(beside, student.show_filters(filters, 2))
        frame = [128] * 9
        middle = [128, 0, 64, 255, 128, 0, 255, 64, 128]
        hint = "Frame 128; each filter from 0 to 255 by itself; rounded."
        given = {"W": filters, "columns": 2}
        assert_close(sheet, [frame, middle, frame], atol=1.01, given=given, hint=hint, what="the sheet")

    def test_the_sheet_has_room_for_all_filters_and_no_more(self, student, beside):
        hint = "Count the rows of tiles. A row that is not full is a row; a row of nothing is none."
        for count, columns, size in ((3, 2, (7, 9)), (4, 2, (7, 9)), (5, 2, (10, 9)), (3, 5, (4, 21))):
            _, sheet = looked_at(beside, student.show_filters(counted(count, 1, 2, 3), columns))
            said = f"the sheet has shape {sheet.shape}, expected {size}."
            given = {"shape of W": (count, 1, 2, 3), "columns": columns}
            assert_true(sheet.shape == size, said, given=given, hint=hint)

    def test_eight_filters_stand_in_a_row_if_nothing_is_said(self, student, beside):
        _, sheet = looked_at(beside, student.show_filters(counted(11, 1, 2, 3)))
        said = f"the sheet has shape {sheet.shape}, expected (7, 33)."
        assert_true(sheet.shape == (7, 33), said, given={"shape of W": (11, 1, 2, 3)})

    def test_the_picture_is_grey_with_a_byte_a_pixel(self, student, beside):
        mode, _ = looked_at(beside, student.show_filters(FIVE, 3))
        hint = "The mode depends on the type of the array: uint8 gives L."
        assert_true(mode == "L", "the mode of the picture is not L.", got=mode, hint=hint)

    def test_five_filters_stand_in_their_places(self, student, beside):
        _, sheet = looked_at(beside, student.show_filters(FIVE, 3))
        hint = "Filters go from left to right, then to the next row, like the words of a page."
        given = {"W": FIVE, "columns": 3}
        assert_close(sheet, FIVE_SHEET, atol=1.01, given=given, hint=hint, what="the sheet")

    def test_the_frame_and_the_empty_tile_are_middle_grey(self, student, beside):
        _, sheet = looked_at(beside, student.show_filters(FIVE, 3))
        given = {"W": FIVE, "columns": 3}
        assert_true(sheet.shape == (5, 13), "the sheet has not the shape (5, 13).", given=given, got=sheet)
        grey = np.where(FIVE_SHEET == 128, sheet, 128)
        assert_close(grey, np.full((5, 13), 128), given=given, what="the frame and the empty tile")

    def test_only_the_first_channel_counts_and_each_filter_by_itself(self, student, beside):
        filters = np.array(
            [[[[1.0, 3], [2, 1]], [[-50, 0], [9, 70]]], [[[-0.01, 0], [0.0288, 0.03]], [[8, 8], [0, 4]]]]
        )
        _, sheet = looked_at(beside, student.show_filters(filters, 2))
        expected = np.full((4, 7), 128.0)
        expected[1:3, 1:3], expected[1:3, 4:6] = [[0, 255], [128, 0]], [[0, 63.75], [247.35, 255]]
        hint = "Which weight is the smallest of a filter's channel 0, and which is the largest?"
        given = {"W": filters, "columns": 2}
        assert_close(sheet, expected, atol=1.01, given=given, hint=hint, what="the sheet")

    def test_the_filters_stay_as_they_were(self, student):
        hint = "The network goes on with these very weights."
        assert_leaves_arguments_alone(student.show_filters, FIVE / 7 - 0.5, 3, hint=hint)
