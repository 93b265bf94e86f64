"""Chapter 7: the seeds' own code, as a learner would paste it, and variants that the design calls wrong."""

from tests.seeds import Fragment

# The seeds write the forward passes only, as in the book; see 004.
CONVOLUTION = """
class Convolution:
    def __init__(self, W, b, stride=1, pad=0):
        self.W = W
        self.b = b
        self.stride = stride
        self.pad = pad

    def forward(self, x):
        FN, C, FH, FW = self.W.shape
        N, C, H, W = x.shape
        out_h = int(1 + (H + 2*self.pad - FH) / self.stride)
        out_w = int(1 + (W + 2*self.pad - FW) / self.stride)

        col = im2col(x, FH, FW, self.stride, self.pad)
        col_W = self.W.reshape(FN, -1).T # 滤波器的展开
        out = np.dot(col, col_W) + self.b

        out = out.reshape(N, out_h, out_w, -1).transpose(0, 3, 1, 2)

        return out
"""
POOLING = """
class Pooling:
    def __init__(self, pool_h, pool_w, stride=1, pad=0):
        self.pool_h = pool_h
        self.pool_w = pool_w
        self.stride = stride
        self.pad = pad

    def forward(self, x):
        N, C, H, W = x.shape
        out_h = int(1 + (H - self.pool_h) / self.stride)
        out_w = int(1 + (W - self.pool_w) / self.stride)

        # 展开(1)
        col = im2col(x, self.pool_h, self.pool_w, self.stride, self.pad)
        col = col.reshape(-1, self.pool_h*self.pool_w)

        # 最大值(2)
        out = np.max(col, axis=1)
        # 转换(3)
        out = out.reshape(N, out_h, out_w, C).transpose(0, 3, 1, 2)
        return out
"""
# The forward passes again, keeping what backward needs, and backward passes that go with them.
CONVOLUTION_KEEPS = CONVOLUTION.replace(
    "        return out\n", "        self.x, self.col, self.col_W = x, col, col_W\n        return out\n"
)
CONVOLUTION_WHOLE = f"""{CONVOLUTION_KEEPS}
    def backward(self, dout):
        FN, C, FH, FW = self.W.shape
        dout = dout.transpose(0, 2, 3, 1).reshape(-1, FN)
        self.db = np.sum(dout, axis=0)
        self.dW = np.dot(self.col.T, dout)
        self.dW = self.dW.transpose(1, 0).reshape(FN, C, FH, FW)
        dcol = np.dot(dout, self.col_W.T)
        return col2im(dcol, self.x.shape, FH, FW, self.stride, self.pad)
"""
POOLING_KEEPS = POOLING.replace(
    "        return out\n",
    "        self.x, self.arg_max = x, np.argmax(col, axis=1)\n        return out\n",
)
POOLING_WHOLE = f"""{POOLING_KEEPS}
    def backward(self, dout):
        dout = dout.transpose(0, 2, 3, 1)
        pool_size = self.pool_h * self.pool_w
        dmax = np.zeros((dout.size, pool_size))
        dmax[np.arange(self.arg_max.size), self.arg_max.flatten()] = dout.flatten()
        dmax = dmax.reshape(dout.shape + (pool_size,))
        dcol = dmax.reshape(dmax.shape[0] * dmax.shape[1] * dmax.shape[2], -1)
        return col2im(dcol, self.x.shape, self.pool_h, self.pool_w, self.stride, self.pad)
"""
CONV_NAIVE = """
def conv_naive(x, W, b, stride=1, pad=0):
    N, C, H, width = x.shape
    FN, _, FH, FW = W.shape
    out_h = (H + 2 * pad - FH) // stride + 1
    out_w = (width + 2 * pad - FW) // stride + 1
    big = np.zeros((N, C, H + 2 * pad, width + 2 * pad))
    big[:, :, pad:pad + H, pad:pad + width] = x
    out = np.zeros((N, FN, out_h, out_w))
    for n in range(N):
        for f in range(FN):
            for i in range(out_h):
                for j in range(out_w):
                    total = b[f]
                    for c in range(C):
                        for u in range(FH):
                            for v in range(FW):
                                total += big[n, c, i * stride + u, j * stride + v] * W[f, c, u, v]
                    out[n, f, i, j] = total
    return out
"""
IM2COL = """
def im2col(input_data, filter_h, filter_w, stride=1, pad=0):
    N, C, H, W = input_data.shape
    out_h = (H + 2 * pad - filter_h) // stride + 1
    out_w = (W + 2 * pad - filter_w) // stride + 1
    img = np.pad(input_data, [(0, 0), (0, 0), (pad, pad), (pad, pad)], "constant")
    rows = []
    for n in range(N):
        for i in range(0, out_h * stride, stride):
            for j in range(0, out_w * stride, stride):
                rows.append(img[n, :, i:i + filter_h, j:j + filter_w].flatten())
    return np.array(rows)
"""
IM2COL_UNMOVED = """
def im2col(input_data, filter_h, filter_w, stride=1, pad=0):
    N, C, H, W = input_data.shape
    out_h = (H + 2 * pad - filter_h) // stride + 1
    out_w = (W + 2 * pad - filter_w) // stride + 1
    img = np.pad(input_data, [(0, 0), (0, 0), (pad, pad), (pad, pad)], "constant")
    col = np.zeros((N, C, filter_h, filter_w, out_h, out_w))
    for y in range(filter_h):
        for x in range(filter_w):
            col[:, :, y, x, :, :] = img[:, :, y:y + stride * out_h:stride, x:x + stride * out_w:stride]
    return col.reshape(N * out_h * out_w, -1)
"""
COL2IM = """
def col2im(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    N, C, H, W = input_shape
    out_h = (H + 2 * pad - filter_h) // stride + 1
    out_w = (W + 2 * pad - filter_w) // stride + 1
    img = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    rows = iter(col)
    for n in range(N):
        for i in range(0, out_h * stride, stride):
            for j in range(0, out_w * stride, stride):
                img[n, :, i:i + filter_h, j:j + filter_w] += next(rows).reshape(C, filter_h, filter_w)
    return img[:, :, pad:pad + H, pad:pad + W]
"""
# The book's network, whose images are square.
SIMPLE_CONV_NET = """
class SimpleConvNet:
    def __init__(self, input_dim=(1, 28, 28),
                 conv_param={'filter_num': 30, 'filter_size': 5, 'pad': 0, 'stride': 1},
                 hidden_size=100, output_size=10, weight_init_std=0.01):
        filter_num = conv_param['filter_num']
        filter_size = conv_param['filter_size']
        filter_pad = conv_param['pad']
        filter_stride = conv_param['stride']
        input_size = input_dim[1]
        conv_output_size = (input_size - filter_size + 2*filter_pad) / filter_stride + 1
        pool_output_size = int(filter_num * (conv_output_size/2) * (conv_output_size/2))

        self.params = {}
        self.params['W1'] = weight_init_std * np.random.randn(filter_num, input_dim[0],
                                                              filter_size, filter_size)
        self.params['b1'] = np.zeros(filter_num)
        self.params['W2'] = weight_init_std * np.random.randn(pool_output_size, hidden_size)
        self.params['b2'] = np.zeros(hidden_size)
        self.params['W3'] = weight_init_std * np.random.randn(hidden_size, output_size)
        self.params['b3'] = np.zeros(output_size)

        self.layers = {}
        self.layers['Conv1'] = Convolution(self.params['W1'], self.params['b1'],
                                           conv_param['stride'], conv_param['pad'])
        self.layers['Relu1'] = Relu()
        self.layers['Pool1'] = Pooling(pool_h=2, pool_w=2, stride=2)
        self.layers['Affine1'] = Affine(self.params['W2'], self.params['b2'])
        self.layers['Relu2'] = Relu()
        self.layers['Affine2'] = Affine(self.params['W3'], self.params['b3'])
        self.last_layer = SoftmaxWithLoss()

    def predict(self, x):
        for layer in self.layers.values():
            x = layer.forward(x)
        return x

    def loss(self, x, t):
        y = self.predict(x)
        return self.last_layer.forward(y, t)

    def accuracy(self, x, t, batch_size=100):
        if t.ndim != 1:
            t = np.argmax(t, axis=1)
        acc = 0.0
        for i in range(int(np.ceil(x.shape[0] / batch_size))):
            tx = x[i*batch_size:(i+1)*batch_size]
            tt = t[i*batch_size:(i+1)*batch_size]
            y = np.argmax(self.predict(tx), axis=1)
            acc += np.sum(y == tt)
        return acc / x.shape[0]

    def gradient(self, x, t):
        self.loss(x, t)
        dout = self.last_layer.backward(1)
        for layer in list(self.layers.values())[::-1]:
            dout = layer.backward(dout)
        grads = {}
        grads['W1'], grads['b1'] = self.layers['Conv1'].dW, self.layers['Conv1'].db
        grads['W2'], grads['b2'] = self.layers['Affine1'].dW, self.layers['Affine1'].db
        grads['W3'], grads['b3'] = self.layers['Affine2'].dW, self.layers['Affine2'].db
        return grads
"""
ANY_SHAPE = SIMPLE_CONV_NET.replace(
    "int(filter_num * (conv_output_size/2) * (conv_output_size/2))",
    "int(filter_num * (conv_output_size//2)"
    " * (((input_dim[2] - filter_size + 2*filter_pad) // filter_stride + 1)//2))",
)
SHOW_FILTERS = """
def show_filters(W, columns=8):
    FN, C, FH, FW = W.shape
    rows = int(np.ceil(FN / columns))
    sheet = np.ones((rows * (FH + 1) + 1, columns * (FW + 1) + 1)) * 128
    for k in range(FN):
        r, c = divmod(k, columns)
        w = W[k, 0]
        w = (w - w.min()) / (w.max() - w.min()) * 255
        sheet[r * (FH + 1) + 1:(r + 1) * (FH + 1), c * (FW + 1) + 1:(c + 1) * (FW + 1)] = w
    return Image.fromarray(sheet.astype(np.uint8))
"""
SIZE = {
    "stride one": "test_stride_one_without_padding",
    "padding": "test_padding_counts_at_both_ends",
    "stride": "test_a_stride_skips_places",
    "floor": "test_a_window_that_would_stick_out_does_not_count",
    "int": "test_the_result_is_a_whole_number_for_a_shape",
}
NAIVE = {
    "one": "test_one_filter_on_one_grey_image",
    "channels": "test_the_channels_go_into_one_sum",
    "bias": "test_each_filter_adds_its_own_bias_once",
    "batch": "test_a_batch_of_images_that_are_not_square",
    "stride": "test_stride_two",
    "padding": "test_padding_one",
}
WINDOWS = {
    "one": "test_the_windows_of_one_grey_image",
    "channels": "test_the_channels_of_a_window_stand_side_by_side",
    "images": "test_one_image_comes_after_the_other",
    "stride": "test_stride_two",
    "padding": "test_padding_one",
}
BACK = {
    "apart": "test_windows_that_do_not_overlap_give_the_images_back",
    "overlap": "test_overlapping_windows_add_up",
    "padding": "test_padding_is_cut_off",
    "gaps": "test_pixels_under_no_window_get_zero",
    "adjoint": "test_it_is_the_adjoint_of_im2col",
}
CONV = {
    "forward": "test_forward_agrees_with_the_definition",
    "stride": "test_forward_with_stride_two_and_padding_one",
    "again": "test_forward_again_with_other_images_and_weights",
    "db": "test_backward_sets_db",
    "dW": "test_backward_sets_dW",
    "dx": "test_backward_returns_dx",
    "gradients": "test_gradients_with_stride_two_and_padding_one_after_a_second_forward",
}
POOL = {
    "forward": "test_forward_keeps_the_largest_number_of_each_window",
    "overlap": "test_forward_with_overlapping_windows_of_negative_numbers",
    "again": "test_forward_again_with_other_images",
    "routes": "test_backward_sends_each_gradient_to_the_place_of_the_maximum",
    "adds": "test_backward_adds_up_where_windows_overlap",
    "gradient": "test_backward_agrees_with_the_numerical_gradient",
    "latest": "test_backward_belongs_to_the_latest_forward",
}
NET = {
    "square": "test_parameters_for_square_images",
    "any": "test_parameters_for_images_that_are_not_square",
    "defaults": "test_what_is_not_given_is_as_documented",
    "start": "test_weights_start_as_asked_and_biases_at_zero",
    "predict": "test_predict_gives_the_scores_of_the_layers_in_a_row",
    "loss": "test_loss_takes_labels_and_one_hot",
    "gradient": "test_gradient_agrees_with_the_numerical_gradient_of_the_loss",
    "accuracy": "test_accuracy_counts_every_image",
}
SHEET = {
    "size": "test_the_sheet_has_the_right_size",
    "place": "test_each_filter_stands_in_its_place",
    "stretch": "test_each_filter_is_stretched_by_itself",
    "frame": "test_frame_and_unused_tiles_are_middle_grey",
}


def only(checks: dict[str, str], names: str) -> set[str]:
    """Some checks by their short names."""
    return {checks[name] for name in names.split(", ")}


def but(checks: dict[str, str], names: str) -> set[str]:
    """All checks but some."""
    return set(checks.values()) - only(checks, names)


def changed(code: str, *changes: tuple[str, str]) -> str:
    """A fragment with something in it replaced; every change must find its place."""
    for old, new in changes:
        assert old in code, old
        code = code.replace(old, new)
    return code


def size(expression: str) -> str:
    """An answer to conv_output_size."""
    return f"def conv_output_size(input_size, filter_size, stride=1, pad=0):\n    return {expression}\n"


def variant(exercise: str, title: str, earns: str | set[str], code: str, seed: str = "design") -> Fragment:
    """A fragment with its title first, because there are many."""
    return Fragment(seed=seed, title=title, exercise=exercise, earns=earns, code=code)


OF_SIZE = [
    (
        "the formula as it stands, a float",
        only(SIZE, "stride one, padding, stride"),
        "(input_size + 2 * pad - filter_size) / stride + 1",
    ),
    (
        "int of the formula, as the layers of 004 write it",
        "all",
        "int(1 + (input_size + 2*pad - filter_size) / stride)",
    ),
    ("np.floor, a float", but(SIZE, "int"), "np.floor((input_size + 2 * pad - filter_size) / stride) + 1"),
    (
        "rounded to the nearest",
        but(SIZE, "floor"),
        "round((input_size + 2 * pad - filter_size) / stride + 1)",
    ),
    ("rounded up", but(SIZE, "floor, int"), "-((filter_size - input_size - 2 * pad) // stride) + 1"),
    (
        "padding at one end",
        only(SIZE, "stride one, floor, int"),
        "(input_size + pad - filter_size) // stride + 1",
    ),
    ("stride ignored", only(SIZE, "stride one, padding"), "input_size + 2 * pad - filter_size + 1"),
    ("the first window forgotten", "none", "(input_size + 2 * pad - filter_size) // stride"),
]
OF_NAIVE = [
    ("seven loops", "all"),
    (
        "H for W, right only on square images",
        only(NAIVE, "one, channels, bias"),
        ("(width + 2 * pad - FW)", "(H + 2 * pad - FH)"),
    ),
    ("the filter is flipped", "none", ("W[f, c, u, v]", "W[f, c, FH - 1 - u, FW - 1 - v]")),
    ("no bias", only(NAIVE, "one, channels"), ("total = b[f]", "total = 0")),
    (
        "the bias once a channel",
        only(NAIVE, "one, channels, stride"),
        ("total = b[f]", "total = 0"),
        ("in range(C):\n", "in range(C):\n                        total += b[f]\n"),
    ),
    ("the first channel only", only(NAIVE, "one, stride"), ("for c in range(C)", "for c in range(1)")),
    (
        "stride left out of the window's place",
        but(NAIVE, "stride, padding"),
        ("i * stride + u, j * stride + v", "i + u, j + v"),
    ),
    ("stride across, not down", but(NAIVE, "stride, padding"), ("i * stride + u", "i + u")),
    (
        "zeros on two sides only",
        but(NAIVE, "padding"),
        ("[:, :, pad:pad + H, pad:pad + width]", "[:, :, :H, :width]"),
    ),
]
OF_IM2COL = [
    ("window by window", "all"),
    ("H for W", "none", ("(W + 2 * pad - filter_w)", "(H + 2 * pad - filter_h)")),
    (
        "stride ignored",
        but(WINDOWS, "stride"),
        ("stride=1, pad=0):\n", "stride=1, pad=0):\n    stride = 1\n"),
    ),
    ("padding ignored", but(WINDOWS, "padding"), ("stride=1, pad=0):\n", "stride=1, pad=0):\n    pad = 0\n")),
    ("channels innermost", only(WINDOWS, "one"), (".flatten()", ".transpose(1, 2, 0).flatten()")),
    ("the first image only", only(WINDOWS, "one, channels"), ("range(N)", "range(1)")),
    (
        "pads the filters' side with ones",
        but(WINDOWS, "padding"),
        ('"constant")', '"constant", constant_values=1)'),
    ),
]
OF_COL2IM = [
    ("window by window", "all"),
    # With windows of 2 and a stride of 2 or 3 nothing overlaps.
    ("= for +=", only(BACK, "apart, padding, gaps"), ("+= next", "= next")),
    (
        "divides by the overlap",
        only(BACK, "apart, padding, gaps"),
        ("    rows = iter", "    seen = np.zeros_like(img)\n    rows = iter"),
        (
            "                img[",
            "                seen[n, :, i:i + filter_h, j:j + filter_w] += 1\n                img[",
        ),
        ("    return img", "    img /= np.maximum(seen, 1)\n    return img"),
    ),
    (
        "padding left on",
        but(BACK, "padding, adjoint"),
        ("return img[:, :, pad:pad + H, pad:pad + W]", "return img"),
    ),
    (
        "a slice that is empty without padding",
        only(BACK, "padding, adjoint"),
        ("pad:pad + H, pad:pad + W", "pad:-pad, pad:-pad"),
    ),
    ("stride ignored", only(BACK, "overlap"), ("stride=1, pad=0):\n", "stride=1, pad=0):\n    stride = 1\n")),
    ("H for W", only(BACK, "overlap"), ("(W + 2 * pad - filter_w)", "(H + 2 * pad - filter_h)")),
]
OF_CONVOLUTION = [
    ("with the backward pass", "all"),
    (
        "the filters not transposed",
        only(CONV, "db, dW"),
        ("self.W.reshape(FN, -1).T", "self.W.reshape(-1, FN)"),
    ),
    (
        "transpose left out of forward",
        only(CONV, "db, dW, dx"),
        ("out.reshape(N, out_h, out_w, -1).transpose(0, 3, 1, 2)", "out.reshape(N, -1, out_h, out_w)"),
    ),
    (
        "transpose left out of backward",
        only(CONV, "forward, stride, again"),
        ("dout.transpose(0, 2, 3, 1).reshape", "dout.reshape"),
    ),
    ("dW without .T", but(CONV, "dW, gradients"), ("self.dW.transpose(1, 0).reshape", "self.dW.reshape")),
    ("db keeps the batch", but(CONV, "db, gradients"), ("self.db = np.sum(dout, axis=0)", "self.db = dout")),
    (
        "db as one number",
        but(CONV, "db, gradients"),
        ("self.db = np.sum(dout, axis=0)", "self.db = np.sum(dout)"),
    ),
    (
        "dW averaged over the batch",
        but(CONV, "dW, gradients"),
        ("self.dW = np.dot(self.col.T, dout)", "self.dW = np.dot(self.col.T, dout) / len(self.x)"),
    ),
    (
        "stride and padding forgotten in backward",
        but(CONV, "gradients"),
        ("self.x.shape, FH, FW, self.stride, self.pad", "self.x.shape, FH, FW"),
    ),
    ("stride ignored in the output's size", but(CONV, "stride, gradients"), (") / self.stride)", "))")),
    ("padding ignored", but(CONV, "stride, gradients"), ("self.pad = pad", "self.pad = 0")),
    ("H for W", only(CONV, "db, dW, dx"), ("(W + 2*self.pad - FW)", "(H + 2*self.pad - FH)")),
    (
        "windows of the first batch only",
        but(CONV, "again, gradients"),
        ("        col = im2col(", "        col = self.col if hasattr(self, 'col') else im2col("),
    ),
    ("works on a copy of the weights", but(CONV, "again"), ("self.W = W", "self.W = W.copy()")),
    ("no bias", only(CONV, "db, dW, dx"), ("np.dot(col, col_W) + self.b", "np.dot(col, col_W)")),
]
OF_POOLING = [
    ("with the backward pass", "all"),
    (
        "max for argmax",
        only(POOL, "forward, overlap, again"),
        ("np.argmax(col, axis=1)", "np.max(col, axis=1).astype(int)"),
    ),
    (
        "the gradient to every pixel of the window",
        only(POOL, "forward, overlap, again"),
        (
            "dmax[np.arange(self.arg_max.size), self.arg_max.flatten()] = dout.flatten()",
            "dmax[:] = dout.reshape(-1, 1)",
        ),
    ),
    (
        "transpose left out of backward",
        only(POOL, "forward, overlap, again"),
        ("dout = dout.transpose(0, 2, 3, 1)", "dout = dout.reshape([dout.shape[i] for i in (0, 2, 3, 1)])"),
    ),
    (
        "transpose left out of forward",
        only(POOL, "routes, adds, latest"),
        ("out.reshape(N, out_h, out_w, C).transpose(0, 3, 1, 2)", "out.reshape(N, C, out_h, out_w)"),
    ),
    (
        "one maximum for all channels",
        "none",
        ("col.reshape(-1, self.pool_h*self.pool_w)", "col.reshape(len(col), -1)"),
        ("out_w, C)", "out_w, 1)"),
    ),
    ("the mean", only(POOL, "routes, adds, latest"), ("np.max(col, axis=1)", "np.mean(col, axis=1)")),
    (
        "not below zero",
        but(POOL, "overlap"),
        ("np.max(col, axis=1)", "np.max(col, axis=1, initial=0)"),
    ),
    (
        "stride taken from the window",
        but(POOL, "overlap, adds"),
        ("self.stride = stride", "self.stride = pool_h"),
    ),
    (
        "remembers the first batch",
        but(POOL, "latest"),
        ("self.x, self.arg_max = x,", "self.x, self.arg_max = getattr(self, 'x', x),"),
    ),
]
OF_NET = [
    ("for images of any shape", "all"),
    (
        "accuracy drops the last batch",
        but(NET, "accuracy"),
        ("int(np.ceil(x.shape[0] / batch_size))", "int(x.shape[0] / batch_size)"),
    ),
    (
        "accuracy averages batches of unequal size",
        but(NET, "accuracy"),
        ("acc += np.sum(y == tt)", "acc += np.mean(y == tt)"),
        ("return acc / x.shape[0]", "return acc / np.ceil(x.shape[0] / batch_size)"),
    ),
    (
        "gradient without a forward pass",
        but(NET, "gradient"),
        ("def gradient(self, x, t):\n        self.loss(x, t)\n", "def gradient(self, x, t):\n"),
    ),
    ("layers in forward order", but(NET, "gradient"), (".values())[::-1]", ".values())")),
    (
        "a layer with a copy of the weights",
        but(NET, "gradient"),
        ("Convolution(self.params['W1']", "Convolution(self.params['W1'].copy()"),
    ),
    (
        "one Relu for two places",
        but(NET, "gradient"),
        ("self.layers['Relu2'] = Relu()", "self.layers['Relu2'] = self.layers['Relu1']"),
    ),
    ("dW1 twice", but(NET, "gradient"), ("grads['W1'], grads['b1'] = ", "grads['W1'] = grads['b1'] = ")),
    (
        "no Relu after the convolution",
        but(NET, "predict, loss, gradient"),
        ("        self.layers['Relu1'] = Relu()\n", ""),
    ),
    ("weights from 0 to weight_init_std", but(NET, "start"), ("np.random.randn", "np.random.rand")),
    ("weight_init_std ignored", but(NET, "start"), ("weight_init_std * np", "0.2 * np")),
    (
        "stride and pad not handed on",
        but(NET, "square, any"),
        (
            "self.params['b1'],\n" + " " * 43 + "conv_param['stride'], conv_param['pad'])",
            "self.params['b1'])",
        ),
    ),
    (
        "stride and pad swapped",
        only(NET, "any, start"),
        ("conv_param['stride'], conv_param['pad'])", "conv_param['pad'], conv_param['stride'])"),
    ),
]
OF_SHEET = [
    ("bytes cut off, not rounded", "all"),
    (
        "one scale for all filters",
        but(SHEET, "stretch"),
        ("(w - w.min()) / (w.max() - w.min())", "(w - W.min()) / (W.max() - W.min())"),
    ),
    ("a black frame", but(SHEET, "frame"), (" * 128", " * 0")),
    (
        "column by column",
        only(SHEET, "size, stretch"),
        ("r, c = divmod(k, columns)", "c, r = divmod(k, rows)"),
    ),
    ("an incomplete row forgotten", only(SHEET, "place"), ("int(np.ceil(FN / columns))", "FN // columns")),
    ("not stretched", only(SHEET, "size, frame"), ("(w - w.min()) / (w.max() - w.min())", "w")),
    ("divided by the largest", but(SHEET, "stretch"), ("(w - w.min()) / (w.max() - w.min())", "w / w.max()")),
    (
        "the array in place of a picture",
        "none",
        ("Image.fromarray(sheet.astype(np.uint8))", "sheet.astype(np.uint8)"),
    ),
]

FRAGMENTS = [
    variant("Convolution", "forward only", only(CONV, "forward, stride, again"), CONVOLUTION, seed="004"),
    variant("Pooling", "forward only", only(POOL, "forward, overlap, again"), POOLING, seed="004"),
    *[
        variant("conv_output_size", title, earns, size(code), seed="004")
        for title, earns, code in OF_SIZE[:2]
    ],
    *[variant("conv_output_size", title, earns, size(code)) for title, earns, code in OF_SIZE[2:]],
    *[variant("conv_naive", title, earns, changed(CONV_NAIVE, *how)) for title, earns, *how in OF_NAIVE],
    variant("im2col", "transpose left out", "none", IM2COL_UNMOVED),
    *[variant("im2col", title, earns, changed(IM2COL, *how)) for title, earns, *how in OF_IM2COL],
    *[variant("col2im", title, earns, changed(COL2IM, *how)) for title, earns, *how in OF_COL2IM],
    *[
        variant("Convolution", title, earns, changed(CONVOLUTION_WHOLE, *how))
        for title, earns, *how in OF_CONVOLUTION
    ],
    *[variant("Pooling", title, earns, changed(POOLING_WHOLE, *how)) for title, earns, *how in OF_POOLING],
    variant("SimpleConvNet", "the book's, for square images", but(NET, "any"), SIMPLE_CONV_NET),
    *[variant("SimpleConvNet", title, earns, changed(ANY_SHAPE, *how)) for title, earns, *how in OF_NET],
    *[variant("show_filters", title, earns, changed(SHOW_FILTERS, *how)) for title, earns, *how in OF_SHEET],
]
