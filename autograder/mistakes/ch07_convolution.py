"""Named wrong answers of chapter 7."""

# %% exercise="conv_output_size" mistake="true division leaves a float" fails="test_the_result_is_a_whole_number_for_a_shape test_a_window_that_would_stick_out_does_not_count"
# You gave back a float, which even has a fraction where a window would stick out, as a division with / gives it.
# Hint: Python has two divisions. Which of them keeps whole numbers whole?
# -     return (input_size + 2 * pad - filter_size) // stride + 1
# +     return (input_size + 2 * pad - filter_size) / stride + 1

# %% exercise="conv_output_size" mistake="rounded down, but still a float" fails="test_the_result_is_a_whole_number_for_a_shape"
# You rounded down, but gave back a float: 3.0 and not 3.
# Hint: Try the result in np.zeros. What type does a shape need?
# -     return (input_size + 2 * pad - filter_size) // stride + 1
# +     return np.floor((input_size + 2 * pad - filter_size) / stride) + 1

# %% exercise="conv_output_size" mistake="rounded to the nearest number" fails="test_a_window_that_would_stick_out_does_not_count"
# You rounded to the nearest whole number, so a window that sticks out is counted now and then.
# Hint: Draw an axis of 10 pixels and a window of 3 that moves by 4. What becomes of the fraction?
# -     return (input_size + 2 * pad - filter_size) // stride + 1
# +     return round((input_size + 2 * pad - filter_size) / stride + 1)

# %% exercise="conv_output_size" mistake="rounded up" fails="test_a_window_that_would_stick_out_does_not_count"
# You rounded up, so the last window hangs over the edge whenever the stride does not fit.
# Hint: Where may the last window start, at the latest?
# -     return (input_size + 2 * pad - filter_size) // stride + 1
# +     return int(np.ceil((input_size + 2 * pad - filter_size) / stride)) + 1

# %% exercise="conv_output_size" mistake="padding counted at one end" fails="test_padding_counts_at_both_ends"
# You added the padding once, but it lies before the first pixel and also behind the last.
# Hint: How long is the axis with the extra pixels at both ends?
# -     return (input_size + 2 * pad - filter_size) // stride + 1
# +     return (input_size + pad - filter_size) // stride + 1

# %% exercise="conv_output_size" mistake="stride left out" fails="test_a_stride_skips_places"
# You counted the places of a window that moves by one pixel, whatever the stride is.
# Hint: With a stride of 2, how many of these places are skipped?
# -     return (input_size + 2 * pad - filter_size) // stride + 1
# +     return input_size + 2 * pad - filter_size + 1

# %% exercise="conv_output_size" mistake="the first window forgotten" fails="test_stride_one_without_padding test_a_stride_skips_places"
# You counted the steps of the window, not its places: the one at the very start is missing.
# Hint: A window as large as the axis never moves. How many places has it?
# -     return (input_size + 2 * pad - filter_size) // stride + 1
# +     return (input_size + 2 * pad - filter_size) // stride

# %% exercise="conv_output_size" mistake="only the filter divided by the stride" fails="test_a_stride_skips_places test_a_window_that_would_stick_out_does_not_count"
# You divided only the size of the filter by the stride, as Python does if there are no parentheses.
# Hint: Which operation does Python carry out first, and what should be divided?
# -     return (input_size + 2 * pad - filter_size) // stride + 1
# +     return input_size + 2 * pad - filter_size // stride + 1

# %% exercise="conv_output_size" mistake="one added before the division" fails="test_a_stride_skips_places"
# You added the first window to the pixels that are left, and divided it by the stride as well.
# Hint: What counts steps of the stride here, and what counts places?
# -     return (input_size + 2 * pad - filter_size) // stride + 1
# +     return (input_size + 2 * pad - filter_size + 1) // stride

# %% exercise="conv_naive" mistake="height used for the width" fails="test_a_batch_of_images_that_are_not_square"
# You computed the width of the output from the height of the images, which is right only where they are square.
# Hint: Try images of 4x6. Which of the four axes is which?
# -     out_w = conv_output_size(width, FW, stride, pad)
# +     out_w = conv_output_size(height, FW, stride, pad)

# %% exercise="conv_naive" mistake="the window cut as a square" fails="test_a_batch_of_images_that_are_not_square test_stride_two"
# You cut out windows as wide as the filter is high, which fits square filters only.
# Hint: A filter has a height and a width. Which of them does a column range need?
# -         window = padded[n, :, i * stride : i * stride + FH, j * stride : j * stride + FW]
# +         window = padded[n, :, i * stride : i * stride + FH, j * stride : j * stride + FH]

# %% exercise="conv_naive" mistake="the filter turned around" fails="test_one_filter_on_one_grey_image"
# You turned the filter upside down and left to right, as mathematicians do; networks use it as it is.
# Hint: Work through the 3x3 example of the text. Which weight lies on the upper left pixel?
# -         out[n, f, i, j] = np.sum(window * W[f]) + b[f]
# +         out[n, f, i, j] = np.sum(window * W[f, :, ::-1, ::-1]) + b[f]

# %% exercise="conv_naive" mistake="no bias" fails="test_each_filter_adds_its_own_bias_once"
# You gave back the bare sums of products, without any bias.
# Hint: What stands in the formula in front of the sum?
# -         out[n, f, i, j] = np.sum(window * W[f]) + b[f]
# +         out[n, f, i, j] = np.sum(window * W[f])

# %% exercise="conv_naive" mistake="the bias added for every pixel" fails="test_each_filter_adds_its_own_bias_once"
# You counted the bias once for each pixel and channel of the window.
# Hint: How many times does the bias stand in the formula, and is it behind the sum sign?
# -         out[n, f, i, j] = np.sum(window * W[f]) + b[f]
# +         out[n, f, i, j] = np.sum(window * W[f] + b[f])

# %% exercise="conv_naive" mistake="the bias once for each channel" fails="test_each_filter_adds_its_own_bias_once"
# You counted the bias once for each channel, so an image of three channels gets it three times.
# Hint: When is the sum of one output number finished?
def conv_naive(x, W, b, stride=1, pad=0):
    N, C, H, wide = x.shape
    FN, C, FH, FW = W.shape
    rows, cols = conv_output_size(H, FH, stride, pad), conv_output_size(wide, FW, stride, pad)
    x = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    out = np.zeros((N, FN, rows, cols))
    for n in range(N):
        for f in range(FN):
            for i in range(rows):
                for j in range(cols):
                    for c in range(C):
                        part = x[n, c, i * stride:i * stride + FH, j * stride:j * stride + FW]
                        out[n, f, i, j] += (part * W[f, c]).sum() + b[f]
    return out

# %% exercise="conv_naive" mistake="one bias for all filters" fails="test_each_filter_adds_its_own_bias_once"
# You gave every filter the bias of the first one.
# Hint: Each filter has a bias of its own. Which index belongs to it?
# -         out[n, f, i, j] = np.sum(window * W[f]) + b[f]
# +         out[n, f, i, j] = np.sum(window * W[f]) + b[0]

# %% exercise="conv_naive" mistake="the first channel only" fails="test_the_channels_go_into_one_sum"
# You multiplied only channel 0 of the window with channel 0 of the filter.
# Hint: Over which letters does the sum of the formula run?
# -         out[n, f, i, j] = np.sum(window * W[f]) + b[f]
# +         out[n, f, i, j] = np.sum(window[0] * W[f, 0]) + b[f]

# %% exercise="conv_naive" mistake="the mean for the sum" fails="test_one_filter_on_one_grey_image"
# You averaged the products of a window, where they should add up.
# Hint: Compare with the example of the text: is anything divided there?
# -         out[n, f, i, j] = np.sum(window * W[f]) + b[f]
# +         out[n, f, i, j] = np.mean(window * W[f]) + b[f]

# %% exercise="conv_naive" mistake="stride missing from the window's place" fails="test_stride_two"
# You computed the size with the stride, but moved the window by one pixel each time.
# Hint: At which pixel does the window for place (i, j) start when the stride is 2?
# -         window = padded[n, :, i * stride : i * stride + FH, j * stride : j * stride + FW]
# +         window = padded[n, :, i : i + FH, j : j + FW]

# %% exercise="conv_naive" mistake="stride across, but not down" fails="test_stride_two"
# You moved the window by the stride from column to column, but by one pixel from row to row.
# Hint: The stride is the same down and across. Where do you use it?
# -         window = padded[n, :, i * stride : i * stride + FH, j * stride : j * stride + FW]
# +         window = padded[n, :, i : i + FH, j * stride : j * stride + FW]

# %% exercise="conv_naive" mistake="all zeros at the far ends" fails="test_padding_one"
# You put all extra zeros below and to the right, none above and to the left.
# Hint: Where does the picture lie within its frame of zeros?
# -     padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
# +     padded = np.pad(x, ((0, 0), (0, 0), (0, 2 * pad), (0, 2 * pad)))

# %% exercise="conv_naive" mistake="images and channels padded too" fails="test_padding_one"
# You padded all four axes, so there are empty images and empty channels as well.
# Hint: Look at the shape after the padding. Which of its numbers should have changed?
# -     padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
# +     padded = np.pad(x, pad)

# %% exercise="conv_naive" mistake="fractions cut off for whole pixels" fails="test_one_filter_on_one_grey_image"
# You gave back whole numbers where the pixels are whole: the decimals of the results are cut off.
# Hint: Pixels may be of an integer type, weights are not. What type must the results have?
# -     out = np.zeros((N, FN, out_h, out_w))
# +     out = np.zeros((N, FN, out_h, out_w), dtype=x.dtype)

# %% exercise="im2col" mistake="reshape without transpose" fails="test_the_windows_of_one_grey_image test_one_image_comes_after_the_other"
# You mixed numbers of many windows in a row, as a reshape of the six axes does while they are out of order.
# Hint: Which axes say where a window lies, and where must they stand before you reshape?
# -     return col.transpose(0, 4, 5, 1, 2, 3).reshape(N * out_h * out_w, -1)
# +     return col.reshape(N * out_h * out_w, -1)

# %% exercise="im2col" mistake="height used for the width" fails="test_the_windows_of_one_grey_image"
# You counted the places across from the height of the images, which is right only where they are square.
# Hint: Print the two sizes for an image of 4x6.
# -     out_w = conv_output_size(W, filter_w, stride, pad)
# +     out_w = conv_output_size(H, filter_w, stride, pad)

# %% exercise="im2col" mistake="stride left out" fails="test_stride_two"
# You laid out all windows that are one pixel apart, whatever the stride is.
# Hint: How many rows should the matrix have with a stride of 2?
# -     N, C, H, W = input_data.shape
# +     stride = 1
# +     N, C, H, W = input_data.shape

# %% exercise="im2col" mistake="stride only in the size" fails="test_stride_two"
# You counted the places with the stride, but took neighbouring pixels for them.
# Hint: A slice has a third part. Which pixels belong to the upper left corners of all windows?
# -             col[:, :, u, v] = image[:, :, u : u + stride * out_h : stride, v : v + stride * out_w : stride]
# +             col[:, :, u, v] = image[:, :, u : u + out_h, v : v + out_w]

# %% exercise="im2col" mistake="padding left out" fails="test_padding_one"
# You laid out the windows of the bare images, without the zeros around them.
# Hint: How many rows should the matrix have with a padding of 1?
# -     N, C, H, W = input_data.shape
# +     pad = 0
# +     N, C, H, W = input_data.shape

# %% exercise="im2col" mistake="padded with ones" fails="test_padding_one"
# You put ones around the images, where zeros belong.
# Hint: What may padding add to a sum of products?
# -     image = np.pad(input_data, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
# +     image = np.pad(input_data, ((0, 0), (0, 0), (pad, pad), (pad, pad)), constant_values=1)

# %% exercise="im2col" mistake="the edge repeated as padding" fails="test_padding_one"
# You continued the images with copies of their outermost pixels, where zeros belong.
# Hint: Which mode of np.pad do you need, and which is its default?
# -     image = np.pad(input_data, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
# +     image = np.pad(input_data, ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode="edge")

# %% exercise="im2col" mistake="channels innermost" fails="test_the_channels_of_a_window_stand_side_by_side"
# You put the channels of each pixel side by side; a row holds the whole window of channel 0 first.
# Hint: In which order does a filter of shape (C, FH, FW) become a row?
# -     return col.transpose(0, 4, 5, 1, 2, 3).reshape(N * out_h * out_w, -1)
# +     return col.transpose(0, 4, 5, 2, 3, 1).reshape(N * out_h * out_w, -1)

# %% exercise="im2col" mistake="windows read column by column" fails="test_the_windows_of_one_grey_image"
# You wrote down each window column by column, not row by row.
# Hint: Compare one row with the example worked by hand. Which pixel comes second?
# -     return col.transpose(0, 4, 5, 1, 2, 3).reshape(N * out_h * out_w, -1)
# +     return col.transpose(0, 4, 5, 1, 3, 2).reshape(N * out_h * out_w, -1)

# %% exercise="im2col" mistake="places taken column by column" fails="test_the_windows_of_one_grey_image"
# You went down the picture first, so the rows of the matrix come in the wrong order.
# Hint: Which place comes second in the example: the one to the right or the one below?
# -     return col.transpose(0, 4, 5, 1, 2, 3).reshape(N * out_h * out_w, -1)
# +     return col.transpose(0, 5, 4, 1, 2, 3).reshape(N * out_h * out_w, -1)

# %% exercise="im2col" mistake="images taken in turn" fails="test_one_image_comes_after_the_other"
# You listed the first place of every image, then the second of every image, and so on.
# Hint: By what are the rows sorted first: by image or by place?
# -     return col.transpose(0, 4, 5, 1, 2, 3).reshape(N * out_h * out_w, -1)
# +     return col.transpose(4, 5, 0, 1, 2, 3).reshape(N * out_h * out_w, -1)

# %% exercise="im2col" mistake="the first image only" fails="test_one_image_comes_after_the_other"
# You laid out the windows of image 0 and forgot the rest of the batch.
# Hint: Which loop or axis goes over the images?
def im2col(input_data, filter_h, filter_w, stride=1, pad=0):
    _, C, H, W = input_data.shape
    out_h = conv_output_size(H, filter_h, stride, pad)
    out_w = conv_output_size(W, filter_w, stride, pad)
    img = np.pad(input_data[0], ((0, 0), (pad, pad), (pad, pad)))
    rows = []
    for i in range(out_h):
        for j in range(out_w):
            top, left = i * stride, j * stride
            rows.append(img[:, top:top + filter_h, left:left + filter_w].ravel())
    return np.array(rows)

# %% exercise="col2im" mistake="assigned where it should add" fails="test_overlapping_windows_add_up test_it_is_the_adjoint_of_im2col"
# You kept only the last copy of each pixel, as if each window were written over the one before.
# Hint: A pixel in several windows has several copies. What becomes of all but one of yours?
# -             image[:, :, u : u + stride * out_h : stride, v : v + stride * out_w : stride] += col[:, :, u, v]
# +             image[:, :, u : u + stride * out_h : stride, v : v + stride * out_w : stride] = col[:, :, u, v]

# %% exercise="col2im" mistake="divided by the number of copies" fails="test_overlapping_windows_add_up test_it_is_the_adjoint_of_im2col"
# You averaged the copies of each pixel; gradients that meet in one place add up.
# Hint: Is the task to get the old images back, or to collect everything that arrives?
# -     image = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=col.dtype)
# +     image = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=col.dtype)
# +     copies = np.zeros_like(image)
# -             image[:, :, u : u + stride * out_h : stride, v : v + stride * out_w : stride] += col[:, :, u, v]
# +             image[:, :, u : u + stride * out_h : stride, v : v + stride * out_w : stride] += col[:, :, u, v]
# +             copies[:, :, u : u + stride * out_h : stride, v : v + stride * out_w : stride] += 1
# -     return image[:, :, pad : pad + H, pad : pad + W]
# +     return (image / np.maximum(copies, 1))[:, :, pad : pad + H, pad : pad + W]

# %% exercise="col2im" mistake="padding left on" fails="test_padding_is_cut_off"
# You gave back the padded images, frame and all.
# Hint: Which shape was promised, and which has your result with a padding of 1?
# -     return image[:, :, pad : pad + H, pad : pad + W]
# +     return image

# %% exercise="col2im" mistake="nothing left without padding" fails="test_windows_that_do_not_overlap_give_the_images_back test_overlapping_windows_add_up"
# You gave back nothing where the padding is 0, as a slice does that ends at -0.
# Hint: What is -0, and what does a slice that ends there hold?
# -     return image[:, :, pad : pad + H, pad : pad + W]
# +     return image[:, :, pad:-pad, pad:-pad]

# %% exercise="col2im" mistake="padding cut off at one end" fails="test_padding_is_cut_off"
# You kept the first rows and columns, so the frame above and to the left is still there.
# Hint: At which row of the padded image does the picture begin?
# -     return image[:, :, pad : pad + H, pad : pad + W]
# +     return image[:, :, :H, :W]

# %% exercise="col2im" mistake="stride only in the size" fails="test_windows_that_do_not_overlap_give_the_images_back test_pixels_under_no_window_get_zero"
# You counted the places with the stride, but put the windows down one pixel apart.
# Hint: In im2col the slices have three parts. What have they here?
# -             image[:, :, u : u + stride * out_h : stride, v : v + stride * out_w : stride] += col[:, :, u, v]
# +             image[:, :, u : u + out_h, v : v + out_w] += col[:, :, u, v]

# %% exercise="col2im" mistake="height used for the width" fails="test_windows_that_do_not_overlap_give_the_images_back"
# You counted the places across from the height of the images, which is right only where they are square.
# Hint: Print the two sizes for images of 4x6.
# -     out_w = conv_output_size(W, filter_w, stride, pad)
# +     out_w = conv_output_size(H, filter_w, stride, pad)

# %% exercise="col2im" mistake="reshape without transpose" fails="test_windows_that_do_not_overlap_give_the_images_back test_it_is_the_adjoint_of_im2col"
# You cut the matrix straight into the six axes that you wanted, though its numbers lie in another order.
# Hint: In which order did im2col bring the axes before it made rows of them?
# -     col = col.reshape(N, out_h, out_w, C, filter_h, filter_w).transpose(0, 3, 4, 5, 1, 2)
# +     col = col.reshape(N, C, filter_h, filter_w, out_h, out_w)

# %% exercise="col2im" mistake="row and column of the window exchanged" fails="test_windows_that_do_not_overlap_give_the_images_back"
# You put the columns of a window where its rows belong, so every window is turned about its diagonal.
# Hint: Write the name of an axis under each number of your transpose.
# -     col = col.reshape(N, out_h, out_w, C, filter_h, filter_w).transpose(0, 3, 4, 5, 1, 2)
# +     col = col.reshape(N, out_h, out_w, C, filter_h, filter_w).transpose(0, 3, 5, 4, 1, 2)

# %% exercise="col2im" mistake="stride taken for one" fails="test_windows_that_do_not_overlap_give_the_images_back"
# You ignored the stride, so there are more places than rows of the matrix.
# Hint: How many rows does im2col give with a stride of 2?
# -     N, C, H, W = input_shape
# +     stride = 1
# +     N, C, H, W = input_shape

# %% exercise="Convolution" mistake="filters reshaped, not transposed" fails="test_forward_agrees_with_the_definition test_backward_returns_dx"
# You reshaped the filters into columns; that mixes the weights of different filters.
# Hint: Make one row of each filter first. How does a row become a column?
# @ def forward
# -         out = self.col @ self.W.reshape(FN, -1).T + self.b
# +         self.flat = self.W.reshape(-1, FN)
# +         out = self.col @ self.flat + self.b
# @ def backward
# -         dcol = dout @ self.W.reshape(FN, -1)
# +         dcol = dout @ self.flat.T

# %% exercise="Convolution" mistake="forward without its transpose" fails="test_forward_agrees_with_the_definition"
# You reshaped the product straight to images, filters, height, width, though the filters are its last axis.
# Hint: Which axis changes fastest in the product? Reshape never moves an axis.
# -         return out.reshape(N, out_h, out_w, FN).transpose(0, 3, 1, 2)
# +         return out.reshape(N, FN, out_h, out_w)

# %% exercise="Convolution" mistake="backward without its transpose" fails="test_backward_sets_db test_backward_sets_dW test_backward_returns_dx"
# You reshaped the gradient to one column a filter while the filters were still its second axis.
# Hint: What did forward do last? Undo that first.
# -         dout = dout.transpose(0, 2, 3, 1).reshape(-1, FN)
# +         dout = dout.reshape(-1, FN)

# %% exercise="Convolution" mistake="dW reshaped, not transposed" fails="test_backward_sets_dW"
# You reshaped the product of windows and gradient, whose columns are the filters, as if its rows were.
# Hint: What shape has the product, and which of its axes is the filter?
# -         self.dW = (self.col.T @ dout).T.reshape(self.W.shape)
# +         self.dW = (self.col.T @ dout).reshape(self.W.shape)

# %% exercise="Convolution" mistake="db not added up" fails="test_backward_sets_db"
# You stored the gradient of every single place in db; one filter has one bias.
# Hint: Which shape has b?
# -         self.db = dout.sum(axis=0)
# +         self.db = dout

# %% exercise="Convolution" mistake="db as one number" fails="test_backward_sets_db"
# You added up the gradients of all filters in one number.
# Hint: Along which axis do the places lie, along which the filters?
# -         self.db = dout.sum(axis=0)
# +         self.db = dout.sum()

# %% exercise="Convolution" mistake="dW averaged over the batch" fails="test_backward_sets_dW"
# You divided dW by the number of images, though the loss layer has done that already.
# Hint: Where does the 1/N of the mean loss enter the gradient, and how often?
# -         self.dW = (self.col.T @ dout).T.reshape(self.W.shape)
# +         self.dW = (self.col.T @ dout).T.reshape(self.W.shape) / self.x_shape[0]

# %% exercise="Convolution" mistake="db averaged over the places" fails="test_backward_sets_db"
# You took the mean of a filter's gradients, where they should add up.
# Hint: A bias moves every place at once. What happens to all these effects on the loss?
# -         self.db = dout.sum(axis=0)
# +         self.db = dout.mean(axis=0)

# %% exercise="Convolution" mistake="stride and padding forgotten in backward" fails="test_gradients_with_stride_two_and_padding_one_after_a_second_forward"
# You called col2im without stride and padding, so it is right only for stride 1 without padding.
# Hint: With which arguments did forward call im2col?
# -         return col2im(dcol, self.x_shape, FH, FW, self.stride, self.pad)
# +         return col2im(dcol, self.x_shape, FH, FW)

# %% exercise="Convolution" mistake="stride left out of the size" fails="test_forward_with_stride_two_and_padding_one"
# You computed the size of the output without the stride, so it does not fit the number of windows.
# Hint: How many rows has the matrix of windows, and how many places do you count?
# -         out_h = conv_output_size(H, FH, self.stride, self.pad)
# -         out_w = conv_output_size(W, FW, self.stride, self.pad)
# +         out_h = conv_output_size(H, FH, 1, self.pad)
# +         out_w = conv_output_size(W, FW, 1, self.pad)

# %% exercise="Convolution" mistake="padding ignored" fails="test_forward_with_stride_two_and_padding_one"
# You never used the padding that the layer was given.
# Hint: What is stored in the constructor, and what do forward and backward read?
# -         self.pad = pad
# +         self.pad = 0

# %% exercise="Convolution" mistake="height used for the width" fails="test_forward_agrees_with_the_definition"
# You computed the width of the output from the height of the images, which is right only where they are square.
# Hint: Try images of 4x6.
# -         out_w = conv_output_size(W, FW, self.stride, self.pad)
# +         out_w = conv_output_size(H, FW, self.stride, self.pad)

# %% exercise="Convolution" mistake="windows of the first batch kept" fails="test_forward_again_with_other_images_and_weights test_gradients_with_stride_two_and_padding_one_after_a_second_forward"
# You made the matrix of windows in the first call only, and used it again for other images.
# Hint: What has to be new in every call of forward?
# -         self.col = im2col(x, FH, FW, self.stride, self.pad)
# +         if not hasattr(self, "col"):
# +             self.col = im2col(x, FH, FW, self.stride, self.pad)

# %% exercise="Convolution" mistake="a copy of the weights" fails="test_forward_again_with_other_images_and_weights"
# You went on with the filters as they were when the layer was made: what an optimiser does to them is not seen.
# Hint: An optimiser changes the array that it was given. Which array does the layer use?
# -         self.W = W
# +         self.W = W.copy()

# %% exercise="Convolution" mistake="no bias" fails="test_forward_agrees_with_the_definition"
# You gave back the products of windows and filters without any bias.
# Hint: What is added to each number after the matrix product?
# -         out = self.col @ self.W.reshape(FN, -1).T + self.b
# +         out = self.col @ self.W.reshape(FN, -1).T

# %% exercise="Convolution" mistake="gradients pile up" fails="test_gradients_with_stride_two_and_padding_one_after_a_second_forward"
# You added each new gradient to that of the batch before, so dW and db grow from call to call.
# Hint: What should dW hold after the second backward: one gradient or the sum of two?
# -         self.dW = None
# -         self.db = None
# +         self.dW = np.zeros(W.shape)
# +         self.db = np.zeros(b.shape)
# @ def backward
# -         self.db = dout.sum(axis=0)
# -         self.dW = (self.col.T @ dout).T.reshape(self.W.shape)
# +         self.db += dout.sum(axis=0)
# +         self.dW += (self.col.T @ dout).T.reshape(self.W.shape)

# %% exercise="Convolution" mistake="dx from jumbled filters" fails="test_backward_returns_dx"
# You brought the gradient to the windows with filters that were reshaped into columns and so mixed up.
# Hint: Which matrix of filters did forward multiply by? Its transpose leads back.
# -         dcol = dout @ self.W.reshape(FN, -1)
# +         dcol = dout @ self.W.reshape(-1, FN).T

# %% exercise="Pooling" mistake="the value in place of its position" fails="test_backward_sends_each_gradient_to_the_place_of_the_maximum"
# You used the largest value of each window as if it were a position.
# Hint: NumPy has a function that tells where the maximum is. Which one did you call?
# -         self.arg_max = col.argmax(axis=1)
# +         self.arg_max = col.max(axis=1).astype(int)

# %% exercise="Pooling" mistake="gradient to the whole window" fails="test_backward_sends_each_gradient_to_the_place_of_the_maximum test_backward_agrees_with_the_numerical_gradient"
# You gave the gradient of a window to all of its pixels.
# Hint: If a pixel that is not the largest grows a little, does the output change?
# -         dcol[np.arange(dout.size), self.arg_max] = dout.transpose(0, 2, 3, 1).reshape(-1)
# +         dcol[:] = dout.transpose(0, 2, 3, 1).reshape(-1, 1)

# %% exercise="Pooling" mistake="gradient shared out evenly" fails="test_backward_sends_each_gradient_to_the_place_of_the_maximum"
# You shared the gradient evenly among the pixels of a window, as a pooling that averages would.
# Hint: How much does the output move with each pixel of the window?
# -         dcol[np.arange(dout.size), self.arg_max] = dout.transpose(0, 2, 3, 1).reshape(-1)
# +         dcol[:] = dout.transpose(0, 2, 3, 1).reshape(-1, 1) / (self.pool_h * self.pool_w)

# %% exercise="Pooling" mistake="gradient twice where two are equal" fails="test_backward_sends_each_gradient_to_the_place_of_the_maximum"
# You gave the whole gradient to every pixel that equals the maximum, so equal ones get it twice.
# Hint: What arrives at a window must leave it once. What if two of its numbers are equal?
# -         self.arg_max = col.argmax(axis=1)
# +         self.largest = col == col.max(axis=1, keepdims=True)
# @ def backward
# -         dcol[np.arange(dout.size), self.arg_max] = dout.transpose(0, 2, 3, 1).reshape(-1)
# +         dcol += self.largest * dout.transpose(0, 2, 3, 1).reshape(-1, 1)

# %% exercise="Pooling" mistake="overlapping gradients overwritten" fails="test_backward_adds_up_where_windows_overlap"
# You gave a pixel that wins twice only the gradient of its last window.
# Hint: What should a pixel get that is the largest of two windows?
class Pooling:
    def __init__(self, pool_h, pool_w, stride=1, pad=0):
        self.size, self.stride = (pool_h, pool_w), stride

    def forward(self, x):
        self.x = x
        N, C, H, W = x.shape
        h, w = self.size
        rows, cols = conv_output_size(H, h, self.stride), conv_output_size(W, w, self.stride)
        out = np.zeros((N, C, rows, cols))
        self.where = {}
        for n, c, i, j in np.ndindex(out.shape):
            top, left = i * self.stride, j * self.stride
            window = x[n, c, top:top + h, left:left + w]
            out[n, c, i, j] = window.max()
            u, v = divmod(int(window.argmax()), w)
            self.where[n, c, i, j] = n, c, top + u, left + v
        return out

    def backward(self, dout):
        dx = np.zeros(self.x.shape)
        for place, pixel in self.where.items():
            dx[pixel] = dout[place]
        return dx

# %% exercise="Pooling" mistake="backward without its transpose" fails="test_backward_sends_each_gradient_to_the_place_of_the_maximum"
# You flattened the gradient with the channels as its second axis; the windows were laid out channels last.
# Hint: In which order did forward see the windows?
# -         dcol[np.arange(dout.size), self.arg_max] = dout.transpose(0, 2, 3, 1).reshape(-1)
# +         dcol[np.arange(dout.size), self.arg_max] = dout.reshape(-1)

# %% exercise="Pooling" mistake="forward without its transpose" fails="test_forward_keeps_the_largest_number_of_each_window"
# You reshaped the maxima straight to images, channels, height, width, though the channels come last in them.
# Hint: Which axis changes fastest among the rows of your matrix?
# -         return col.max(axis=1).reshape(N, out_h, out_w, C).transpose(0, 3, 1, 2)
# +         return col.max(axis=1).reshape(N, C, out_h, out_w)

# %% exercise="Pooling" mistake="one maximum for all channels" fails="test_forward_keeps_the_largest_number_of_each_window"
# You took the maximum over all channels of a window together.
# Hint: Three channels go in. How many must come out?
class Pooling:
    def __init__(self, pool_h, pool_w, stride=1, pad=0):
        self.h, self.w, self.stride, self.pad = pool_h, pool_w, stride, pad

    def forward(self, x):
        rows = conv_output_size(x.shape[2], self.h, self.stride, self.pad)
        cols = conv_output_size(x.shape[3], self.w, self.stride, self.pad)
        windows = im2col(x, self.h, self.w, self.stride, self.pad)
        self.x, self.shape, self.best = x, windows.shape, np.argmax(windows, axis=1)
        return np.max(windows, axis=1).reshape(len(x), 1, rows, cols)

    def backward(self, dout):
        spread = np.zeros(self.shape)
        spread[np.arange(len(spread)), self.best] = dout.ravel()
        return col2im(spread, self.x.shape, self.h, self.w, self.stride, self.pad)

# %% exercise="Pooling" mistake="the mean for the maximum" fails="test_forward_keeps_the_largest_number_of_each_window"
# You averaged the numbers of a window, where the largest of them is asked for.
# Hint: What should come out of a window of 2, 9, 3 and 5?
# -         return col.max(axis=1).reshape(N, out_h, out_w, C).transpose(0, 3, 1, 2)
# +         return col.mean(axis=1).reshape(N, out_h, out_w, C).transpose(0, 3, 1, 2)

# %% exercise="Pooling" mistake="never below zero" fails="test_forward_with_overlapping_windows_of_negative_numbers"
# You gave 0 for a window of negative numbers, as if the search for the maximum began at 0.
# Hint: What is the largest of -3 and -5?
# -         return col.max(axis=1).reshape(N, out_h, out_w, C).transpose(0, 3, 1, 2)
# +         return col.max(axis=1, initial=0).reshape(N, out_h, out_w, C).transpose(0, 3, 1, 2)

# %% exercise="Pooling" mistake="stride taken from the window" fails="test_forward_with_overlapping_windows_of_negative_numbers test_backward_adds_up_where_windows_overlap"
# You moved the window by its own height, whatever the stride is.
# Hint: May windows overlap? Which argument decides it?
# -         self.stride = stride
# +         self.stride = pool_h

# %% exercise="Pooling" mistake="every window taken as a square" fails="test_forward_with_overlapping_windows_of_negative_numbers"
# You used the height of the window for its width too, which is right only for square windows.
# Hint: Try a window of 3x2.
# -         self.pool_w = pool_w
# +         self.pool_w = pool_h

# %% exercise="Pooling" mistake="height used for the width" fails="test_forward_keeps_the_largest_number_of_each_window"
# You computed the width of the output from the height of the images, which is right only where they are square.
# Hint: Try images of 4x6.
# -         out_w = conv_output_size(W, self.pool_w, self.stride, self.pad)
# +         out_w = conv_output_size(H, self.pool_w, self.stride, self.pad)

# %% exercise="Pooling" mistake="shape of the first batch kept" fails="test_backward_belongs_to_the_latest_forward"
# You remembered the shape of the first images only, so gradients of later ones come back in the wrong shape.
# Hint: What must be remembered anew in every call of forward?
# -         self.x_shape = x.shape
# +         self.x_shape = getattr(self, "x_shape", x.shape)

# %% exercise="SimpleConvNet" mistake="right only for square images" fails="test_parameters_for_images_that_are_not_square"
# You used the height after pooling for the width as well.
# Hint: Follow an image of 6x10 through the layers.
# -         pooled_w = conv_output_size(conv_output_size(W, FS, stride, pad), 2, 2)
# +         pooled_w = pooled_h

# %% exercise="SimpleConvNet" mistake="pooling not halved in W2" fails="test_parameters_for_square_images"
# You counted the rows of W2 before the pooling, so they are about four times as many.
# Hint: Which layer comes right before the first Affine, and what does it do to a side?
# -         pooled_h = conv_output_size(conv_output_size(H, FS, stride, pad), 2, 2)
# -         pooled_w = conv_output_size(conv_output_size(W, FS, stride, pad), 2, 2)
# +         pooled_h = conv_output_size(H, FS, stride, pad)
# +         pooled_w = conv_output_size(W, FS, stride, pad)

# %% exercise="SimpleConvNet" mistake="the last batch dropped in accuracy" fails="test_accuracy_counts_every_image"
# You went through full batches only, so the images of a smaller last one never count.
# Hint: How many batches of 3 do 8 images need?
# @ def accuracy
# -         for i in range(0, len(x), batch_size):
# +         for i in range(0, len(x) - batch_size + 1, batch_size):

# %% exercise="SimpleConvNet" mistake="unequal batches averaged in accuracy" fails="test_accuracy_counts_every_image"
# You averaged the accuracies of the batches, so an image of the small last one counts more than the others.
# Hint: How many images are right in all, and how many are there?
# @ def accuracy
# -         right = 0
# +         shares = []
# -             right += np.sum(scores.argmax(axis=1) == labels[i : i + batch_size])
# -         return right / len(x)
# +             shares.append(np.mean(scores.argmax(axis=1) == labels[i : i + batch_size]))
# +         return np.mean(shares)

# %% exercise="SimpleConvNet" mistake="one-hot rows taken for labels" fails="test_accuracy_counts_every_image"
# You took the largest number of each one-hot row, which is 1, for its label.
# Hint: Where does a one-hot row say which class it is: in a number, or in the place of a number?
# @ def accuracy
# -         labels = t if t.ndim == 1 else t.argmax(axis=1)
# +         labels = t if t.ndim == 1 else t.max(axis=1)

# %% exercise="SimpleConvNet" mistake="gradient without a forward pass" fails="test_gradient_agrees_with_the_numerical_gradient_of_the_loss"
# You gave back the gradients of what the layers remember, and that is another batch.
# Hint: What do the layers have to know before backward?
# @ def gradient
# -         self.loss(x, t)
# +         if not hasattr(self.last_layer, "y"):
# +             self.loss(x, t)

# %% exercise="SimpleConvNet" mistake="backward through the layers in forward order" fails="test_gradient_agrees_with_the_numerical_gradient_of_the_loss"
# You sent the gradient through the layers in forward order.
# Hint: Which layer stands next to the loss?
# @ def gradient
# -         for layer in reversed(self.layers):
# +         for layer in self.layers:

# %% exercise="SimpleConvNet" mistake="a layer on a copy" fails="test_gradient_agrees_with_the_numerical_gradient_of_the_loss"
# You went on with the filters as they were at the start: the convolution does not see what learning does to W1.
# Hint: Do your layers and params share their arrays?
# -         self.conv = Convolution(p["W1"], p["b1"], stride, pad)
# +         self.conv = Convolution(p["W1"].copy(), p["b1"], stride, pad)

# %% exercise="SimpleConvNet" mistake="one Relu in two places" fails="test_gradient_agrees_with_the_numerical_gradient_of_the_loss"
# You used the same Relu object twice, so it remembers only its second place.
# Hint: Each layer keeps what its backward needs. What happens if forward runs twice before backward?
# -         self.layers = [self.conv, Relu(), Pooling(2, 2, stride=2), self.affine1, Relu(), self.affine2]
# +         relu = Relu()
# +         self.layers = [self.conv, relu, Pooling(2, 2, stride=2), self.affine1, relu, self.affine2]

# %% exercise="SimpleConvNet" mistake="dW of the convolution for b1 too" fails="test_gradient_agrees_with_the_numerical_gradient_of_the_loss"
# You stored the gradient of the filters under the name of their bias as well.
# Hint: Compare the shape of each gradient with that of its parameter.
# -             "b1": self.conv.db,
# +             "b1": self.conv.dW,

# %% exercise="SimpleConvNet" mistake="gradients of the Affine layers exchanged" fails="test_gradient_agrees_with_the_numerical_gradient_of_the_loss"
# You stored the gradients of each Affine layer under the names of the other.
# Hint: Which layer was built on W2?
# -             "W2": self.affine1.dW,
# -             "b2": self.affine1.db,
# -             "W3": self.affine2.dW,
# -             "b3": self.affine2.db,
# +             "W2": self.affine2.dW,
# +             "b2": self.affine2.db,
# +             "W3": self.affine1.dW,
# +             "b3": self.affine1.db,

# %% exercise="SimpleConvNet" mistake="no Relu after the convolution" fails="test_predict_gives_the_scores_of_the_layers_in_a_row"
# You left out the Relu between the convolution and the pooling.
# Hint: Compare your list of layers with the diagram.
# -         self.layers = [self.conv, Relu(), Pooling(2, 2, stride=2), self.affine1, Relu(), self.affine2]
# +         self.layers = [self.conv, Pooling(2, 2, stride=2), self.affine1, Relu(), self.affine2]

# %% exercise="SimpleConvNet" mistake="softmax inside predict" fails="test_predict_gives_the_scores_of_the_layers_in_a_row test_loss_takes_labels_and_one_hot"
# You turned the scores into probabilities in predict, and the loss layer does so once more.
# Hint: Which layer holds the softmax, and is it part of predict?
# @ def predict
# -         return x
# +         e = np.exp(x - x.max(axis=1, keepdims=True))
# +         return e / e.sum(axis=1, keepdims=True)

# %% exercise="SimpleConvNet" mistake="uniform random weights" fails="test_weights_start_as_asked_and_biases_at_zero"
# You drew weights between 0 and weight_init_std; normal random numbers around 0 are asked for.
# Hint: Are any of your weights negative?
# -             "W1": weight_init_std * rng.normal(size=(FN, C, FS, FS)),
# +             "W1": weight_init_std * rng.random(size=(FN, C, FS, FS)),
# -             "W2": weight_init_std * rng.normal(size=(FN * pooled_h * pooled_w, hidden_size)),
# +             "W2": weight_init_std * rng.random(size=(FN * pooled_h * pooled_w, hidden_size)),
# -             "W3": weight_init_std * rng.normal(size=(hidden_size, output_size)),
# +             "W3": weight_init_std * rng.random(size=(hidden_size, output_size)),

# %% exercise="SimpleConvNet" mistake="weights not scaled" fails="test_weights_start_as_asked_and_biases_at_zero"
# You drew weights with standard deviation 1, whatever weight_init_std is.
# Hint: Which argument says how far from 0 the weights may start?
# -         C, H, W = input_dim
# +         weight_init_std = 1
# +         C, H, W = input_dim

# %% exercise="SimpleConvNet" mistake="stride and pad not handed on" fails="test_parameters_for_square_images"
# You built the convolution with stride 1 and no padding, whatever conv_param says.
# Hint: Which arguments does the convolution take besides its arrays?
# -         self.conv = Convolution(p["W1"], p["b1"], stride, pad)
# +         self.conv = Convolution(p["W1"], p["b1"])

# %% exercise="SimpleConvNet" mistake="stride and pad exchanged" fails="test_parameters_for_square_images test_predict_gives_the_scores_of_the_layers_in_a_row"
# You handed the padding over where the convolution expects its stride.
# Hint: In which order does the constructor of Convolution take them?
# -         self.conv = Convolution(p["W1"], p["b1"], stride, pad)
# +         self.conv = Convolution(p["W1"], p["b1"], pad, stride)

# %% exercise="SimpleConvNet" mistake="params shared by all networks" fails="test_predict_gives_the_scores_of_the_layers_in_a_row"
# You made params once for the class, so a new network puts its arrays into those of all others.
# Hint: What belongs to the class, and what to each network by itself?
# -     def __init__(
# +     params = {}
# +
# +     def __init__(
# -         p = self.params = {
# +         p = self.params
# +         p |= {

# %% exercise="show_filters" mistake="one scale for all filters" fails="test_each_filter_is_stretched_by_itself"
# You stretched all filters between the smallest and the largest weight of the whole array.
# Hint: Whose extremes become 0 and 255?
# -         stretched = (weights - weights.min()) / np.ptp(weights)
# +         stretched = (weights - W.min()) / np.ptp(W)

# %% exercise="show_filters" mistake="a black frame" fails="test_frame_and_unused_tiles_are_middle_grey"
# You left the frame and the unused tiles black.
# Hint: Which grey does the sheet have before the first filter is drawn?
# -     sheet = np.full((rows * (FH + 1) + 1, columns * (FW + 1) + 1), 128, dtype=np.uint8)
# +     sheet = np.zeros((rows * (FH + 1) + 1, columns * (FW + 1) + 1), dtype=np.uint8)

# %% exercise="show_filters" mistake="filters placed column by column" fails="test_each_filter_stands_in_its_place"
# You filled the sheet from top to bottom first; it is read like a page.
# Hint: Where does filter 1 stand: beside filter 0 or below it?
# -         top, left = 1 + k // columns * (FH + 1), 1 + k % columns * (FW + 1)
# +         top, left = 1 + k % rows * (FH + 1), 1 + k // rows * (FW + 1)

# %% exercise="show_filters" mistake="an incomplete row forgotten" fails="test_the_sheet_has_the_right_size"
# You counted only the rows that are full, so the last filters have no place.
# Hint: How many rows do 7 filters need, 3 in a row?
# -     rows = -(-FN // columns)
# +     rows = FN // columns

# %% exercise="show_filters" mistake="always one row more" fails="test_the_sheet_has_the_right_size"
# You added a row for the rest even where no rest is left.
# Hint: How many rows do 6 filters need, 3 in a row?
# -     rows = -(-FN // columns)
# +     rows = FN // columns + 1

# %% exercise="show_filters" mistake="weights not stretched" fails="test_each_filter_is_stretched_by_itself"
# You wrote the bare weights into the sheet, and most of them are 0 there.
# Hint: What do the smallest and the largest weight of a filter have to become?
# -         sheet[top : top + FH, left : left + FW] = np.round(255 * stretched)
# +         sheet[top : top + FH, left : left + FW] = np.round(np.clip(weights, 0, 255))

# %% exercise="show_filters" mistake="divided by the largest weight only" fails="test_each_filter_is_stretched_by_itself"
# You divided by the largest weight and did not shift the smallest to 0.
# Hint: What becomes of a negative weight?
# -         stretched = (weights - weights.min()) / np.ptp(weights)
# +         stretched = np.clip(weights / weights.max(), 0, 1)

# %% exercise="show_filters" mistake="stretched to one, not to 255" fails="test_each_filter_is_stretched_by_itself"
# You stretched each filter to 0..1, so it looks black.
# Hint: Which number is white in a grey picture?
# -         sheet[top : top + FH, left : left + FW] = np.round(255 * stretched)
# +         sheet[top : top + FH, left : left + FW] = np.round(stretched)

# %% exercise="show_filters" mistake="an array in place of a picture" fails="test_the_sheet_has_the_right_size"
# You gave back the array of pixels, not a picture.
# Hint: Which function of PIL makes a picture of an array?
# -     return Image.fromarray(sheet)
# +     return sheet

# %% exercise="show_filters" mistake="a picture of floats" fails="test_the_sheet_has_the_right_size"
# You made a picture of mode F, which holds floats; mode L has one byte a pixel.
# Hint: Look at the mode of your picture. Which type of array gives L?
# -     sheet = np.full((rows * (FH + 1) + 1, columns * (FW + 1) + 1), 128, dtype=np.uint8)
# +     sheet = np.full((rows * (FH + 1) + 1, columns * (FW + 1) + 1), 128, dtype=np.float32)

# %% exercise="show_filters" mistake="the mean of the channels" fails="test_each_filter_is_stretched_by_itself"
# You averaged the channels of a filter; the sheet shows channel 0.
# Hint: Which numbers of a filter of two channels are asked for?
# -     for k, weights in enumerate(W[:, 0]):
# +     for k, weights in enumerate(W.mean(axis=1)):

# %% exercise="show_filters" mistake="the network's filters changed" fails="test_each_filter_is_stretched_by_itself"
# You changed the array of weights, and they are those of the network that is looked at.
# Hint: Does W still hold the same numbers after the call?
# -         stretched = (weights - weights.min()) / np.ptp(weights)
# -         sheet[top : top + FH, left : left + FW] = np.round(255 * stretched)
# +         weights -= weights.min()
# +         weights /= weights.max()
# +         sheet[top : top + FH, left : left + FW] = np.round(255 * weights)
