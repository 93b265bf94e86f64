"""Chapter 8: the seeds end before it; here are variants that the design calls wrong, and other right ways."""

from tests.seeds import Fragment

RECEPTIVE_FIELD_WITHOUT_STRIDES = {
    "test_one_layer_sees_its_own_filter",
    "test_without_a_layer_a_pixel_sees_itself",
    "test_small_filters_in_a_row_see_as_much_as_a_large_one",
    "test_a_stride_does_not_change_what_its_own_layer_sees",
}

INIT_PARAMS = """
def init_params(input_dim, filter_nums, hidden_size, output_size, rng=None):
    rng = rng or np.random.default_rng()
    channels, height, width = input_dim
    params = {}
    for i, number in enumerate(filter_nums):
        scale = he_std(channels * 3 * 3)
        params["W" + str(i + 1)] = scale * rng.standard_normal((number, channels, 3, 3))
        params["b" + str(i + 1)] = np.zeros(number)
        channels = number
        if i == 3:
            height, width = height + 2, width + 2
        if i in (1, 3, 5):
            height, width = height // 2, width // 2
    rows = channels * height * width
    params["W7"] = he_std(rows) * rng.standard_normal((rows, hidden_size))
    params["b7"] = np.zeros(hidden_size)
    params["W8"] = he_std(hidden_size) * rng.standard_normal((hidden_size, output_size))
    params["b8"] = np.zeros(output_size)
    return params
"""
SHAPES = {
    "test_shapes_for_digits",
    "test_shapes_for_images_that_are_not_square",
    "test_poolings_round_down",
}
BIASES = "test_biases_start_at_zero"
SEEDED = "test_the_generator_decides"
SPREAD = "test_weights_spread_as_he_asks"

# As the book writes it: positions of the layers with weights, a reversed copy, a loop with isinstance.
DEEP_CONV_NET = """
class DeepConvNet:
    def __init__(self, input_dim=(1, 28, 28), filter_nums=(16, 16, 32, 32, 64, 64), hidden_size=50,
                 output_size=10, dropout_ratio=0.5, rng=None):
        rng = rng or np.random.default_rng()
        self.params = init_params(input_dim, filter_nums, hidden_size, output_size, rng)
        pads = [1, 1, 1, 2, 1, 1]
        self.layers = []
        for i in range(6):
            W, b = self.params["W%d" % (i + 1)], self.params["b%d" % (i + 1)]
            self.layers.append(Convolution(W, b, stride=1, pad=pads[i]))
            self.layers.append(Relu())
            if i in (1, 3, 5):
                self.layers.append(Pooling(pool_h=2, pool_w=2, stride=2))
        self.layers.append(Affine(self.params["W7"], self.params["b7"]))
        self.layers.append(Relu())
        self.layers.append(Dropout(dropout_ratio))
        self.layers.append(Affine(self.params["W8"], self.params["b8"]))
        self.layers.append(Dropout(dropout_ratio))
        self.last_layer = SoftmaxWithLoss()

    def predict(self, x, train_flg=False):
        for layer in self.layers:
            if isinstance(layer, Dropout):
                x = layer.forward(x, train_flg)
            else:
                x = layer.forward(x)
        return x

    def loss(self, x, t):
        y = self.predict(x, train_flg=True)
        return self.last_layer.forward(y, t)

    def gradient(self, x, t):
        self.loss(x, t)
        dout = 1
        dout = self.last_layer.backward(dout)
        tmp_layers = self.layers.copy()
        tmp_layers.reverse()
        for layer in tmp_layers:
            dout = layer.backward(dout)
        grads = {}
        for i, position in enumerate((0, 2, 5, 7, 10, 12, 15, 18)):
            grads["W" + str(i + 1)] = self.layers[position].dW
            grads["b" + str(i + 1)] = self.layers[position].db
        return grads
"""
SCORES = "test_scores_come_through_all_layers_in_order"
EVALUATION = "test_in_evaluation_nothing_is_random_and_dropout_scales"
TRAINING = "test_in_training_both_dropout_layers_drop"
LOSS = "test_the_loss_takes_labels_and_one_hot_rows"
LOSS_IN_TRAINING = "test_the_loss_is_that_of_the_network_in_training"
GRADIENT = "test_gradient_agrees_with_the_numerical_gradient_of_the_loss"
STEPS = "test_steps_downhill_lower_the_loss"

MISCLASSIFIED = """
def misclassified(net, x, t, batch_size=100):
    if t.ndim != 1:
        t = np.argmax(t, axis=1)
    wrong = []
    for i in range(0, len(x), batch_size):
        y = np.argmax(net.predict(x[i:i + batch_size]), axis=1)
        for j in range(len(y)):
            if y[j] != t[i + j]:
                wrong.append(i + j)
    return wrong
"""
ORDERED = "test_positions_of_the_wrong_ones_in_order"
ONE_HOT = "test_one_hot_rows_say_the_same"
LAST_BATCH = "test_the_smaller_last_batch_counts"

AUGMENT = """
def augment(images, rng, shift):
    out = np.zeros_like(images)
    height, width = images.shape[2:]
    for i in range(len(images)):
        dy = rng.integers(-shift, shift + 1)
        dx = rng.integers(-shift, shift + 1)
        ys, xs = slice(max(dy, 0), height + min(dy, 0)), slice(max(dx, 0), width + min(dx, 0))
        from_ys, from_xs = slice(max(-dy, 0), height + min(-dy, 0)), slice(max(-dx, 0), width + min(-dx, 0))
        out[i, :, ys, xs] = images[i, :, from_ys, from_xs]
    return out
"""
ROLL = """
def augment(images, rng, shift):
    moved = np.zeros_like(images)
    for i in range(len(images)):
        dy, dx = rng.integers(-shift, shift + 1, size=2)
        moved[i] = np.roll(images[i], (dy, dx), axis=(1, 2))
    return moved
"""
MOVED = "test_each_image_is_moved_and_zeros_come_in"
ENDS = "test_both_directions_and_both_ends_occur"
OWN = "test_every_image_has_a_move_of_its_own"
SEED = "test_the_seed_decides"
KIND = "test_shape_and_dtype_stay"
ALONE = "test_the_images_given_are_left_alone"

ONE_NET = "test_one_network_alone_decides_as_it_would"

FRAGMENTS = [
    Fragment(
        seed="design",
        title="with a product of the shape",
        exercise="count_parameters",
        earns="all",
        code="""
def count_parameters(net):
    total = 0
    for name in net.params:
        total = total + np.prod(net.params[name].shape)
    return total
""",
    ),
    Fragment(
        seed="design",
        title="the length of each array",
        exercise="count_parameters",
        earns="none",
        code="""
def count_parameters(net):
    return sum(len(p) for p in net.params.values())
""",
    ),
    Fragment(
        seed="design",
        title="without the biases",
        exercise="count_parameters",
        earns="none",
        code="""
def count_parameters(net):
    return sum(p.size for name, p in net.params.items() if name.startswith("W"))
""",
    ),
    Fragment(
        seed="design",
        title="only what is not 0",
        exercise="count_parameters",
        earns={"test_two_small_filter_banks_cost_less_than_a_large_one"},
        code="""
def count_parameters(net):
    return sum(np.count_nonzero(p) for p in net.params.values())
""",
    ),
    Fragment(
        seed="design",
        title="from the output back to the pixels",
        exercise="receptive_field",
        earns="all",
        code="""
def receptive_field(layers):
    side = 1
    for size, stride in reversed(layers):
        side = (side - 1) * stride + size
    return side
""",
    ),
    Fragment(
        seed="design",
        title="strides forgotten",
        exercise="receptive_field",
        earns=RECEPTIVE_FIELD_WITHOUT_STRIDES,
        code="""
def receptive_field(layers):
    return 1 + sum(size - 1 for size, stride in layers)
""",
    ),
    Fragment(
        seed="design",
        title="a layer's stride counts for itself",
        exercise="receptive_field",
        earns={
            "test_without_a_layer_a_pixel_sees_itself",
            "test_small_filters_in_a_row_see_as_much_as_a_large_one",
        },
        code="""
def receptive_field(layers):
    field, jump = 1, 1
    for size, stride in layers:
        jump *= stride
        field += (size - 1) * jump
    return field
""",
    ),
    Fragment(
        seed="design",
        title="strides do not multiply",
        exercise="receptive_field",
        earns=RECEPTIVE_FIELD_WITHOUT_STRIDES | {"test_a_stride_spreads_the_layers_behind_it"},
        code="""
def receptive_field(layers):
    field, jump = 1, 1
    for size, stride in layers:
        field += (size - 1) * jump
        jump = stride
    return field
""",
    ),
    Fragment(
        seed="design",
        title="layer by layer",
        exercise="init_params",
        earns="all",
        code=INIT_PARAMS,
    ),
    Fragment(
        seed="design",
        title="in single precision",
        exercise="init_params",
        earns="all",
        code=INIT_PARAMS.replace(
            "    return params", "    return {k: v.astype(np.float32) for k, v in params.items()}"
        ),
    ),
    Fragment(
        seed="design",
        title="variance for standard deviation",
        exercise="init_params",
        earns=SHAPES | {BIASES, SEEDED},
        code=INIT_PARAMS.replace(" = scale *", " = scale**2 *").replace(
            " = he_std(rows) *", " = he_std(rows)**2 *"
        ),
    ),
    Fragment(
        seed="design",
        title="n counts the filters, not what goes into them",
        exercise="init_params",
        earns=SHAPES | {BIASES, SEEDED},
        code=INIT_PARAMS.replace("he_std(channels * 3 * 3)", "he_std(number * 3 * 3)"),
    ),
    Fragment(
        seed="design",
        title="4 by 4 as for digits, whatever the image",
        exercise="init_params",
        earns={"test_shapes_for_digits", BIASES, SEEDED},
        code=INIT_PARAMS.replace("rows = channels * height * width", "rows = channels * 4 * 4"),
    ),
    Fragment(
        seed="design",
        title="the fourth convolution pads by 1",
        exercise="init_params",
        earns={BIASES, SEEDED, SPREAD},
        code=INIT_PARAMS.replace("if i == 3:", "if False:"),
    ),
    Fragment(
        seed="design",
        title="numpy's global random numbers",
        exercise="init_params",
        earns=SHAPES | {BIASES, SPREAD},
        code=INIT_PARAMS.replace("rng.standard_normal(", "np.random.standard_normal("),
    ),
    Fragment(
        seed="design",
        title="uniform random numbers",
        exercise="init_params",
        earns=SHAPES | {BIASES, SEEDED},
        code=INIT_PARAMS.replace("rng.standard_normal(", "rng.random("),
    ),
    Fragment(
        seed="design",
        title="as the book writes it",
        exercise="DeepConvNet",
        earns="all",
        code=DEEP_CONV_NET,
    ),
    Fragment(
        seed="design",
        title="pooling before relu, which is the same",
        exercise="DeepConvNet",
        earns="all",
        code=DEEP_CONV_NET.replace(
            """            self.layers.append(Relu())
            if i in (1, 3, 5):
                self.layers.append(Pooling(pool_h=2, pool_w=2, stride=2))
""",
            """            if i in (1, 3, 5):
                self.layers.append(Pooling(pool_h=2, pool_w=2, stride=2))
            self.layers.append(Relu())
""",
        ),
    ),
    Fragment(
        seed="design",
        title="the fourth convolution pads by 1",
        exercise="DeepConvNet",
        earns={TRAINING, LOSS_IN_TRAINING, GRADIENT},
        code=DEEP_CONV_NET.replace("[1, 1, 1, 2, 1, 1]", "[1, 1, 1, 1, 1, 1]"),
    ),
    Fragment(
        seed="design",
        title="no relu between the affine layers",
        exercise="DeepConvNet",
        earns={TRAINING, LOSS_IN_TRAINING, GRADIENT},
        code=DEEP_CONV_NET.replace(
            """        self.layers.append(Relu())
        self.layers.append(Dropout(""",
            """        self.layers.append(Dropout(""",
        ).replace("15, 18)", "15, 17)"),
    ),
    Fragment(
        seed="design",
        title="no dropout at all",
        exercise="DeepConvNet",
        earns={SCORES, LOSS, GRADIENT, STEPS},
        code=DEEP_CONV_NET.replace("        self.layers.append(Dropout(dropout_ratio))\n", "").replace(
            "15, 18)", "15, 17)"
        ),
    ),
    Fragment(
        seed="design",
        title="no dropout of hidden numbers",
        exercise="DeepConvNet",
        earns={SCORES, LOSS, LOSS_IN_TRAINING, GRADIENT, STEPS},
        code=DEEP_CONV_NET.replace("        self.layers.append(Dropout(dropout_ratio))\n", "", 1).replace(
            "15, 18)", "15, 17)"
        ),
    ),
    Fragment(
        seed="design",
        title="no dropout of scores",
        exercise="DeepConvNet",
        earns={SCORES, LOSS, LOSS_IN_TRAINING, GRADIENT, STEPS},
        code=DEEP_CONV_NET.replace(
            "        self.layers.append(Dropout(dropout_ratio))\n        self.last", "        self.last"
        ),
    ),
    Fragment(
        seed="design",
        title="the mode is not passed on, so training is always on",
        exercise="DeepConvNet",
        earns={SCORES, TRAINING, LOSS, LOSS_IN_TRAINING, GRADIENT, STEPS},
        code=DEEP_CONV_NET.replace("x = layer.forward(x, train_flg)", "x = layer.forward(x)"),
    ),
    Fragment(
        seed="design",
        title="loss in evaluation mode",
        exercise="DeepConvNet",
        earns={SCORES, EVALUATION, TRAINING, LOSS},
        code=DEEP_CONV_NET.replace("self.predict(x, train_flg=True)", "self.predict(x)"),
    ),
    Fragment(
        seed="design",
        title="layers made on copies of the parameters",
        exercise="DeepConvNet",
        earns={SCORES, TRAINING, LOSS_IN_TRAINING},
        code=DEEP_CONV_NET.replace(
            "        pads =",
            "        p = self.params\n        self.params = {k: p[k].copy() for k in p}\n        pads =",
        )
        .replace('W, b = self.params["W%d" % (i + 1)], self.params[', 'W, b = p["W%d" % (i + 1)], p[')
        .replace('Affine(self.params["W7"], self.params["b7"])', 'Affine(p["W7"], p["b7"])')
        .replace('Affine(self.params["W8"], self.params["b8"])', 'Affine(p["W8"], p["b8"])'),
    ),
    Fragment(
        seed="design",
        title="softmax in predict",
        exercise="DeepConvNet",
        earns={LOSS_IN_TRAINING},
        code=DEEP_CONV_NET.replace(
            "                x = layer.forward(x)\n        return x",
            "                x = layer.forward(x)\n        return softmax(x)",
        ),
    ),
    Fragment(
        seed="design",
        title="dW and db of the fourth and fifth convolution exchanged",
        exercise="DeepConvNet",
        earns={SCORES, EVALUATION, TRAINING, LOSS, LOSS_IN_TRAINING},
        code=DEEP_CONV_NET.replace("(0, 2, 5, 7, 10, 12, 15, 18)", "(0, 2, 5, 10, 7, 12, 15, 18)"),
    ),
    Fragment(
        seed="design",
        title="a gradient without its loss, of the batch before",
        exercise="DeepConvNet",
        earns={SCORES, EVALUATION, TRAINING, LOSS, LOSS_IN_TRAINING, STEPS},
        code=DEEP_CONV_NET.replace(
            "        self.loss(x, t)\n",
            "        self.once = getattr(self, 'once', None) or self.loss(x, t)\n",
        ),
    ),
    Fragment(
        seed="design",
        title="a list, found by loops",
        exercise="misclassified",
        earns="all",
        code=MISCLASSIFIED,
    ),
    Fragment(
        seed="design",
        title="all images at once",
        exercise="misclassified",
        earns="all",
        code="""
def misclassified(net, x, t, batch_size=100):
    y = net.predict(x).argmax(axis=-1)
    answers = t.argmax(axis=-1) if t.ndim == 2 else t
    return np.where(y != answers)[0]
""",
    ),
    Fragment(
        seed="design",
        title="positions within the batch",
        exercise="misclassified",
        earns={ORDERED, ONE_HOT},
        code=MISCLASSIFIED.replace("wrong.append(i + j)", "wrong.append(j)"),
    ),
    Fragment(
        seed="design",
        title="only full batches",
        exercise="misclassified",
        earns="none",
        code=MISCLASSIFIED.replace(
            "range(0, len(x), batch_size)", "range(0, len(x) - batch_size, batch_size)"
        ),
    ),
    Fragment(
        seed="design",
        title="labels only",
        exercise="misclassified",
        earns={
            ORDERED,
            "test_positions_count_from_the_start_in_every_batch",
            LAST_BATCH,
            "test_nothing_wrong_and_everything_wrong",
        },
        code=MISCLASSIFIED.replace("if t.ndim != 1:", "if False:"),
    ),
    Fragment(
        seed="design",
        title="argmax of the whole batch",
        exercise="misclassified",
        earns="none",
        code="""
def misclassified(net, x, t, batch_size=100):
    return np.flatnonzero(net.predict(x).argmax() != t)
""",
    ),
    Fragment(
        seed="design",
        title="the tuple of np.where",
        exercise="misclassified",
        earns="none",
        code="""
def misclassified(net, x, t, batch_size=100):
    labels = t if t.ndim == 1 else t.argmax(axis=1)
    return np.where(net.predict(x).argmax(axis=1) != labels)
""",
    ),
    Fragment(
        seed="design",
        title="True and False for positions",
        exercise="misclassified",
        earns="none",
        code="""
def misclassified(net, x, t, batch_size=100):
    labels = t if t.ndim == 1 else t.argmax(axis=1)
    return net.predict(x).argmax(axis=1) != labels
""",
    ),
    Fragment(
        seed="design",
        title="with slices on both sides",
        exercise="augment",
        earns="all",
        code=AUGMENT,
    ),
    Fragment(
        seed="design",
        title="np.roll, which wraps around",
        exercise="augment",
        earns={SEED, KIND, ALONE},
        code=ROLL,
    ),
    Fragment(
        seed="design",
        title="np.roll, and what came back set to 0",
        exercise="augment",
        earns="all",
        code=ROLL.replace(
            "    return moved",
            """        if dy > 0:
            moved[i, :, :dy] = 0
        if dy < 0:
            moved[i, :, dy:] = 0
        if dx > 0:
            moved[i, :, :, :dx] = 0
        if dx < 0:
            moved[i, :, :, dx:] = 0
    return moved""",
        ),
    ),
    Fragment(
        seed="design",
        title="the upper end left out",
        exercise="augment",
        earns={MOVED, OWN, SEED, KIND, ALONE},
        code=AUGMENT.replace(
            "rng.integers(-shift, shift + 1)", "rng.integers(-shift, max(shift, 1 - shift))"
        ),
    ),
    Fragment(
        seed="design",
        title="both directions by the same amount",
        exercise="augment",
        earns={MOVED, SEED, KIND, ALONE},
        code=AUGMENT.replace("dx = rng.integers(-shift, shift + 1)", "dx = dy"),
    ),
    Fragment(
        seed="design",
        title="one move for the whole batch",
        exercise="augment",
        earns={MOVED, SEED, KIND, ALONE},
        code="""
def augment(images, rng, shift):
    dy, dx = rng.integers(0, 2 * shift + 1, size=2)
    padded = np.pad(images, ((0, 0), (0, 0), (shift, shift), (shift, shift)))
    return padded[:, :, dy:dy + images.shape[2], dx:dx + images.shape[3]]
""",
    ),
    Fragment(
        seed="design",
        title="numpy's global random numbers",
        exercise="augment",
        earns={MOVED, ENDS, OWN, KIND, ALONE},
        code=AUGMENT.replace("rng.integers(", "np.random.randint("),
    ),
    Fragment(
        seed="design",
        title="the images themselves are changed",
        exercise="augment",
        earns={MOVED, ENDS, OWN, SEED, KIND},
        code=AUGMENT.replace("    return out", "    images[:] = out\n    return images"),
    ),
    Fragment(
        seed="design",
        title="always float64",
        exercise="augment",
        earns={MOVED, ENDS, OWN, SEED, ALONE},
        code=AUGMENT.replace("np.zeros_like(images)", "np.zeros(images.shape)"),
    ),
    Fragment(
        seed="design",
        title="nothing moves",
        exercise="augment",
        earns="none",
        code="""
def augment(images, rng, shift):
    return images.copy()
""",
    ),
    Fragment(
        seed="design",
        title="the sum of the probabilities",
        exercise="ensemble_predict",
        earns="all",
        code="""
def ensemble_predict(nets, x):
    total = 0
    for net in nets:
        total = total + softmax(net.predict(x))
    return [int(np.argmax(row)) for row in total]
""",
    ),
    Fragment(
        seed="design",
        title="labels averaged",
        exercise="ensemble_predict",
        earns={ONE_NET},
        code="""
def ensemble_predict(nets, x):
    labels = [net.predict(x).argmax(axis=1) for net in nets]
    return np.round(np.mean(labels, axis=0)).astype(int)
""",
    ),
    Fragment(
        seed="design",
        title="the majority decides",
        exercise="ensemble_predict",
        earns={"test_large_scores_do_not_shout_the_others_down", ONE_NET},
        code="""
def ensemble_predict(nets, x):
    labels = np.array([net.predict(x).argmax(axis=1) for net in nets])
    return [int(np.bincount(column).argmax()) for column in labels.T]
""",
    ),
    Fragment(
        seed="design",
        title="scores averaged",
        exercise="ensemble_predict",
        earns={ONE_NET, "test_being_sure_counts_more_than_a_majority"},
        code="""
def ensemble_predict(nets, x):
    return np.mean([net.predict(x) for net in nets], axis=0).argmax(axis=1)
""",
    ),
    Fragment(
        seed="design",
        title="a softmax that overflows",
        exercise="ensemble_predict",
        earns={
            "test_being_sure_counts_more_than_a_majority",
            "test_large_scores_do_not_shout_the_others_down",
            ONE_NET,
            "test_many_images_and_networks",
        },
        code="""
def ensemble_predict(nets, x):
    odds = [np.exp(net.predict(x)) for net in nets]
    return np.mean([o / o.sum(axis=1, keepdims=True) for o in odds], axis=0).argmax(axis=1)
""",
    ),
    Fragment(
        seed="design",
        title="argmax of the whole batch",
        exercise="ensemble_predict",
        earns="none",
        code="""
def ensemble_predict(nets, x):
    return np.mean([softmax(net.predict(x)) for net in nets], axis=0).argmax()
""",
    ),
    Fragment(
        seed="design",
        title="array by array",
        exercise="to_half",
        earns="all",
        code="""
def to_half(params):
    half = {}
    for key in params.keys():
        half[key] = np.array(params[key], dtype="float16")
    return half
""",
    ),
    Fragment(
        seed="design",
        title="assigned into float64 arrays",
        exercise="to_half",
        earns="none",
        code="""
def to_half(params):
    half = dict(params)
    for key in half:
        half[key][...] = half[key].astype(np.float16)
    return half
""",
    ),
    Fragment(
        seed="design",
        title="new arrays in the given dict",
        exercise="to_half",
        earns={
            "test_every_array_in_half_precision_under_its_name",
            "test_a_trained_network_reads_as_many_digits",
        },
        code="""
def to_half(params):
    for key in params:
        params[key] = params[key].astype(np.float16)
    return params
""",
    ),
    Fragment(
        seed="design",
        title="single precision",
        exercise="to_half",
        earns="none",
        code="""
def to_half(params):
    return {key: value.astype(np.float32) for key, value in params.items()}
""",
    ),
    Fragment(
        seed="design",
        title="rounded to two decimals first",
        exercise="to_half",
        earns={
            "test_the_parameters_given_are_left_alone",
            "test_a_trained_network_reads_as_many_digits",
        },
        code="""
def to_half(params):
    return {key: np.round(value, 2).astype(np.float16) for key, value in params.items()}
""",
    ),
]
