"""Chapter 6: the seeds' own code, as a learner would paste it, and the wrong answers of the design."""

from tests.seeds import Fragment

FRAGMENTS = [
    Fragment(
        seed="004",
        title="as written",
        exercise="SGD",
        earns="all",
        code="""
class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for key in params.keys():
            params[key] -= self.lr * grads[key]
""",
    ),
    Fragment(
        seed="004",
        title="new arrays in the same dict",
        exercise="SGD",
        earns="all",
        code="""
class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for key in params.keys():
            params[key] = params[key] - self.lr * grads[key]
""",
    ),
    Fragment(
        seed="004",
        title="pairs in place of keys, as its AdaGrad loops",
        exercise="SGD",
        earns="none",
        code="""
class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for key in params.items():
            params[key] -= self.lr * grads[key]
""",
    ),
    Fragment(
        seed="design",
        title="a new dict under a local name",
        exercise="SGD",
        earns="none",
        code="""
class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        params = {key: params[key] - self.lr * grads[key] for key in params}
""",
    ),
    Fragment(
        seed="design",
        title="gradients found by position",
        exercise="SGD",
        earns={
            "test_moves_against_the_gradient",
            "test_goes_on_step_after_step_with_every_parameter",
            "test_leaves_the_gradients_alone",
        },
        code="""
class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for param, grad in zip(params.values(), grads.values()):
            param -= self.lr * grad
""",
    ),
    Fragment(
        seed="004",
        title="as written",
        exercise="Momentum",
        earns="all",
        code="""
class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr = lr
        self.momentum = momentum
        self.v = None

    def update(self, params, grads):
        if self.v is None:
            self.v = {}
            for key, val in params.items():
                self.v[key] = np.zeros_like(val)

        for key in params.keys():
            self.v[key] = self.momentum * self.v[key] - self.lr * grads[key]
            params[key] += self.v[key]
""",
    ),
    Fragment(
        seed="004",
        title="second loop indented into the if",
        exercise="Momentum",
        earns={"test_takes_a_plain_step_first", "test_leaves_the_gradients_alone"},
        code="""
class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr = lr
        self.momentum = momentum
        self.v = None

    def update(self, params, grads):
        if self.v is None:
            self.v = {}
            for key, val in params.items():
                self.v[key] = np.zeros_like(val)

            for key in params.keys():
                self.v[key] = self.momentum * self.v[key] - self.lr * grads[key]
                params[key] += self.v[key]
""",
    ),
    Fragment(
        seed="004",
        title="velocity started from the parameter",
        exercise="Momentum",
        earns={"test_leaves_the_gradients_alone"},
        code="""
class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr = lr
        self.momentum = momentum
        self.v = None

    def update(self, params, grads):
        if self.v is None:
            self.v = {}
            for key, val in params.items():
                self.v[key] = val

        for key in params.keys():
            self.v[key] = self.momentum * self.v[key] - self.lr * grads[key]
            params[key] += self.v[key]
""",
    ),
    Fragment(
        seed="design",
        title="one velocity for all keys",
        exercise="Momentum",
        earns={
            "test_takes_a_plain_step_first",
            "test_keeps_its_velocity_from_step_to_step",
            "test_shares_nothing_with_another_optimizer",
            "test_leaves_the_gradients_alone",
        },
        code="""
class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr = lr
        self.momentum = momentum
        self.v = 0

    def update(self, params, grads):
        for key in params.keys():
            self.v = self.momentum * self.v - self.lr * grads[key]
            params[key] += self.v
""",
    ),
    Fragment(
        seed="design",
        title="old velocity, momentum squared",
        exercise="Nesterov",
        earns="all",
        code="""
class Nesterov:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.keep, self.v = lr, momentum, {}

    def update(self, params, grads):
        for name, g in grads.items():
            old = self.v.get(name, np.zeros_like(g))
            self.v[name] = self.keep * old - self.lr * g
            params[name] += self.keep**2 * old - (1 + self.keep) * self.lr * g
""",
    ),
    Fragment(
        seed="design",
        title="new velocity, momentum squared",
        exercise="Nesterov",
        earns={"test_leaves_the_gradients_alone"},
        code="""
class Nesterov:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.keep, self.v = lr, momentum, {}

    def update(self, params, grads):
        for name, g in grads.items():
            old = self.v.get(name, np.zeros_like(g))
            self.v[name] = self.keep * old - self.lr * g
            params[name] += self.keep**2 * self.v[name] - (1 + self.keep) * self.lr * g
""",
    ),
    Fragment(
        seed="design",
        title="plain momentum",
        exercise="Nesterov",
        earns={"test_leaves_the_gradients_alone"},
        code="""
class Nesterov:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.v = lr, momentum, {}

    def update(self, params, grads):
        for key in params:
            self.v[key] = self.momentum * self.v.get(key, 0) - self.lr * grads[key]
            params[key] += self.v[key]
""",
    ),
    Fragment(
        seed="004",
        title="as written: loops over the pairs",
        exercise="AdaGrad",
        earns="none",
        code="""
class AdaGrad:
    def __init__(self, lr=0.01):
        self.lr = lr
        self.h = None

    def update(self, params, grads):
        if self.h is None:
            self.h = {}
            for key, val in params.items():
                self.h[key] = np.zeros_like(val)

        for key in params.items():
            self.h[key] += grads[key] * grads[key]
            params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)
""",
    ),
    Fragment(
        seed="004",
        title="loops over the keys",
        exercise="AdaGrad",
        earns="all",
        code="""
class AdaGrad:
    def __init__(self, lr=0.01):
        self.lr = lr
        self.h = None

    def update(self, params, grads):
        if self.h is None:
            self.h = {}
            for key, val in params.items():
                self.h[key] = np.zeros_like(val)

        for key in params.keys():
            self.h[key] += grads[key] * grads[key]
            params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)
""",
    ),
    Fragment(
        seed="004",
        title="loops over the keys, epsilon inside the root",
        exercise="AdaGrad",
        earns="all",
        code="""
class AdaGrad:
    def __init__(self, lr=0.01):
        self.lr = lr
        self.h = None

    def update(self, params, grads):
        if self.h is None:
            self.h = {}
            for key, val in params.items():
                self.h[key] = np.zeros_like(val)

        for key in params.keys():
            self.h[key] += grads[key] * grads[key]
            params[key] -= self.lr * grads[key] / np.sqrt(self.h[key] + 1e-7)
""",
    ),
    Fragment(
        seed="004",
        title="loops over the keys, no epsilon",
        exercise="AdaGrad",
        earns={
            "test_takes_a_first_step_of_the_learning_rate",
            "test_adds_up_all_squares_so_far",
            "test_keeps_a_sum_for_each_parameter",
            "test_shares_nothing_with_another_optimizer",
            "test_leaves_the_gradients_alone",
        },
        code="""
class AdaGrad:
    def __init__(self, lr=0.01):
        self.lr = lr
        self.h = None

    def update(self, params, grads):
        if self.h is None:
            self.h = {}
            for key, val in params.items():
                self.h[key] = np.zeros_like(val)

        for key in params.keys():
            self.h[key] += grads[key] * grads[key]
            params[key] -= self.lr * grads[key] / np.sqrt(self.h[key])
""",
    ),
    Fragment(
        seed="design",
        title="the sum started from the gradient's own array",
        exercise="AdaGrad",
        earns={"test_stands_a_gradient_of_zero"},
        code="""
class AdaGrad:
    def __init__(self, lr=0.01):
        self.lr, self.h = lr, {}

    def update(self, params, grads):
        for key in params:
            if key not in self.h:
                self.h[key] = grads[key]
            self.h[key] *= grads[key]
            params[key] -= self.lr * grads[key] / (np.sqrt(np.abs(self.h[key])) + 1e-7)
""",
    ),
    Fragment(
        seed="design",
        title="running average",
        exercise="RMSprop",
        earns="all",
        code="""
class RMSprop:
    def __init__(self, lr=0.01, decay_rate=0.99):
        self.lr, self.decay_rate, self.h = lr, decay_rate, {}

    def update(self, params, grads):
        for key in params:
            self.h[key] = self.decay_rate * self.h.get(key, 0) + (1 - self.decay_rate) * grads[key] ** 2
            params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-8)
""",
    ),
    Fragment(
        seed="design",
        title="weights swapped",
        exercise="RMSprop",
        earns={"test_stands_a_gradient_of_zero", "test_leaves_the_gradients_alone"},
        code="""
class RMSprop:
    def __init__(self, lr=0.01, decay_rate=0.99):
        self.lr, self.decay_rate, self.h = lr, decay_rate, {}

    def update(self, params, grads):
        for key in params:
            self.h[key] = (1 - self.decay_rate) * self.h.get(key, 0) + self.decay_rate * grads[key] ** 2
            params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-8)
""",
    ),
    Fragment(
        seed="design",
        title="a sum, as in AdaGrad",
        exercise="RMSprop",
        earns={"test_stands_a_gradient_of_zero", "test_leaves_the_gradients_alone"},
        code="""
class RMSprop:
    def __init__(self, lr=0.01, decay_rate=0.99):
        self.lr, self.decay_rate, self.h = lr, decay_rate, {}

    def update(self, params, grads):
        for key in params:
            self.h[key] = self.h.get(key, 0) + grads[key] ** 2
            params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-8)
""",
    ),
    Fragment(
        seed="design",
        title="corrections folded into the rate, epsilon outside",
        exercise="Adam",
        earns="all",
        code="""
class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr, self.beta1, self.beta2 = lr, beta1, beta2
        self.iter, self.m, self.v = 0, {}, {}

    def update(self, params, grads):
        self.iter += 1
        c1, c2 = 1 - self.beta1**self.iter, 1 - self.beta2**self.iter
        for key, g in grads.items():
            self.m[key] = self.beta1 * self.m.get(key, 0) + (1 - self.beta1) * g
            self.v[key] = self.beta2 * self.v.get(key, 0) + (1 - self.beta2) * g**2
            params[key] -= (self.lr * c2**0.5 / c1) * self.m[key] / (self.v[key] ** 0.5 + 1e-7)
""",
    ),
    Fragment(
        seed="design",
        title="corrected averages, epsilon inside",
        exercise="Adam",
        earns="all",
        code="""
class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr, self.beta1, self.beta2 = lr, beta1, beta2
        self.iter, self.m, self.v = 0, {}, {}

    def update(self, params, grads):
        self.iter += 1
        for key in params.keys():
            self.m[key] = self.beta1 * self.m.get(key, 0) + (1 - self.beta1) * grads[key]
            self.v[key] = self.beta2 * self.v.get(key, 0) + (1 - self.beta2) * grads[key] ** 2
            m_hat = self.m[key] / (1 - self.beta1**self.iter)
            v_hat = self.v[key] / (1 - self.beta2**self.iter)
            params[key] = params[key] - self.lr * m_hat / np.sqrt(v_hat + 1e-8)
""",
    ),
    Fragment(
        seed="design",
        title="no correction",
        exercise="Adam",
        earns={"test_stands_a_gradient_of_zero", "test_leaves_the_gradients_alone"},
        code="""
class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr, self.beta1, self.beta2 = lr, beta1, beta2
        self.iter, self.m, self.v = 0, {}, {}

    def update(self, params, grads):
        for key in params.keys():
            self.m[key] = self.beta1 * self.m.get(key, 0) + (1 - self.beta1) * grads[key]
            self.v[key] = self.beta2 * self.v.get(key, 0) + (1 - self.beta2) * grads[key] ** 2
            params[key] -= self.lr * self.m[key] / (np.sqrt(self.v[key]) + 1e-7)
""",
    ),
    Fragment(
        seed="design",
        title="steps counted once for each key",
        exercise="Adam",
        earns={
            "test_takes_a_first_step_of_the_learning_rate",
            "test_goes_on_with_corrected_averages",
            "test_stands_a_gradient_of_zero",
            "test_shares_nothing_with_another_optimizer",
            "test_leaves_the_gradients_alone",
        },
        code="""
class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr, self.beta1, self.beta2 = lr, beta1, beta2
        self.iter, self.m, self.v = 0, {}, {}

    def update(self, params, grads):
        for key in params.keys():
            self.iter += 1
            self.m[key] = self.beta1 * self.m.get(key, 0) + (1 - self.beta1) * grads[key]
            self.v[key] = self.beta2 * self.v.get(key, 0) + (1 - self.beta2) * grads[key] ** 2
            m_hat = self.m[key] / (1 - self.beta1**self.iter)
            v_hat = self.v[key] / (1 - self.beta2**self.iter)
            params[key] -= self.lr * m_hat / (np.sqrt(v_hat) + 1e-8)
""",
    ),
    Fragment(
        seed="design",
        title="variance for standard deviation",
        exercise="xavier_std",
        earns="none",
        code="""
def xavier_std(n):
    return 1 / n
""",
    ),
    Fragment(
        seed="design",
        title="He's rule",
        exercise="xavier_std",
        earns={"test_halves_with_four_times_the_inputs"},
        code="""
def xavier_std(n):
    return np.sqrt(2 / n)
""",
    ),
    Fragment(
        seed="design",
        title="a power",
        exercise="xavier_std",
        earns="all",
        code="""
def xavier_std(n):
    return n**-0.5
""",
    ),
    Fragment(
        seed="design",
        title="variance for standard deviation",
        exercise="he_std",
        earns="none",
        code="""
def he_std(n):
    return 2 / n
""",
    ),
    Fragment(
        seed="design",
        title="the 2 outside of the root",
        exercise="he_std",
        earns={"test_halves_with_four_times_the_inputs"},
        code="""
def he_std(n):
    return 2 / np.sqrt(n)
""",
    ),
    Fragment(
        seed="design",
        title="a while loop",
        exercise="init_weights",
        earns="all",
        code="""
def init_weights(sizes, kind="he", rng=None):
    if rng is None:
        rng = np.random.default_rng()
    params, number = {}, 1
    while number < len(sizes):
        n_in, n_out = sizes[number - 1], sizes[number]
        if kind in ["he", "relu"]:
            s = he_std(n_in)
        elif kind in ["xavier", "sigmoid"]:
            s = xavier_std(n_in)
        else:
            s = kind
        params["W%d" % number] = rng.normal(0, s, (n_in, n_out))
        params["b%d" % number] = np.zeros(n_out)
        number += 1
    return params
""",
    ),
    Fragment(
        seed="design",
        title="number of outputs for number of inputs",
        exercise="init_weights",
        earns={
            "test_shapes_chain_from_layer_to_layer",
            "test_biases_start_at_zero",
            "test_a_number_is_the_spread_itself",
            "test_the_same_generator_gives_the_same_weights",
        },
        code="""
def init_weights(sizes, kind="he", rng=None):
    if rng is None:
        rng = np.random.default_rng()
    params, number = {}, 1
    while number < len(sizes):
        n_in, n_out = sizes[number - 1], sizes[number]
        if kind in ["he", "relu"]:
            s = he_std(n_out)
        elif kind in ["xavier", "sigmoid"]:
            s = xavier_std(n_out)
        else:
            s = kind
        params["W%d" % number] = rng.normal(0, s, (n_in, n_out))
        params["b%d" % number] = np.zeros(n_out)
        number += 1
    return params
""",
    ),
    Fragment(
        seed="design",
        title="all weights positive",
        exercise="init_weights",
        earns={
            "test_shapes_chain_from_layer_to_layer",
            "test_biases_start_at_zero",
            "test_the_same_generator_gives_the_same_weights",
        },
        code="""
def init_weights(sizes, kind="he", rng=None):
    if rng is None:
        rng = np.random.default_rng()
    params, number = {}, 1
    while number < len(sizes):
        n_in, n_out = sizes[number - 1], sizes[number]
        if kind in ["he", "relu"]:
            s = he_std(n_in)
        elif kind in ["xavier", "sigmoid"]:
            s = xavier_std(n_in)
        else:
            s = kind
        params["W%d" % number] = s * rng.random((n_in, n_out))
        params["b%d" % number] = np.zeros(n_out)
        number += 1
    return params
""",
    ),
    Fragment(
        seed="design",
        title="the generator is not used",
        exercise="init_weights",
        earns={
            "test_shapes_chain_from_layer_to_layer",
            "test_biases_start_at_zero",
            "test_he_follows_the_number_of_inputs",
            "test_xavier_follows_the_number_of_inputs",
            "test_a_number_is_the_spread_itself",
        },
        code="""
def init_weights(sizes, kind="he", rng=None):
    if rng is None:
        rng = np.random.default_rng()
    params, number = {}, 1
    while number < len(sizes):
        n_in, n_out = sizes[number - 1], sizes[number]
        if kind in ["he", "relu"]:
            s = he_std(n_in)
        elif kind in ["xavier", "sigmoid"]:
            s = xavier_std(n_in)
        else:
            s = kind
        params["W%d" % number] = s * np.random.randn(n_in, n_out)
        params["b%d" % number] = np.zeros(n_out)
        number += 1
    return params
""",
    ),
    Fragment(
        seed="design",
        title="node by node, another epsilon",
        exercise="BatchNormalization",
        earns="all",
        code="""
class BatchNormalization:
    def __init__(self, gamma, beta, momentum=0.9, running_mean=None, running_var=None):
        self.gamma, self.beta, self.momentum = gamma, beta, momentum
        self.running_mean, self.running_var = running_mean, running_var

    def forward(self, x, train_flg=True):
        self.input_shape = x.shape
        x = x.reshape(x.shape[0], -1)
        if self.running_mean is None:
            self.running_mean = np.zeros(x.shape[1])
            self.running_var = np.zeros(x.shape[1])
        mu = x.mean(axis=0)
        var = ((x - mu) ** 2).mean(axis=0)
        if train_flg:
            self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mu
            self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
        else:
            mu, var = self.running_mean, self.running_var
        self.xc, self.std = x - mu, np.sqrt(var + 1e-7)
        self.xn = self.xc / self.std
        return (self.gamma * self.xn + self.beta).reshape(self.input_shape)

    def backward(self, dout):
        dout = dout.reshape(dout.shape[0], -1)
        self.dbeta = dout.sum(axis=0)
        self.dgamma = np.sum(self.xn * dout, axis=0)
        dxn = self.gamma * dout
        dvar = -0.5 * np.sum(dxn * self.xc, axis=0) / self.std**3
        dxc = dxn / self.std + 2 / len(dout) * self.xc * dvar
        dx = dxc - dxc.mean(axis=0)
        return dx.reshape(self.input_shape)
""",
    ),
    Fragment(
        seed="design",
        title="times for plus in the running mean",
        exercise="BatchNormalization",
        earns={
            "test_training_normalises_each_neuron_over_the_batch",
            "test_backward_returns_the_gradient_of_the_input",
            "test_backward_sets_the_gradients_of_gamma_and_beta",
            "test_evaluation_uses_the_running_statistics",
            "test_evaluation_changes_nothing",
            "test_images_are_normalised_pixel_by_pixel",
        },
        code="""
class BatchNormalization:
    def __init__(self, gamma, beta, momentum=0.9, running_mean=None, running_var=None):
        self.gamma, self.beta, self.momentum = gamma, beta, momentum
        self.running_mean, self.running_var = running_mean, running_var

    def forward(self, x, train_flg=True):
        self.input_shape = x.shape
        x = x.reshape(x.shape[0], -1)
        if self.running_mean is None:
            self.running_mean = np.zeros(x.shape[1])
            self.running_var = np.zeros(x.shape[1])
        mu = x.mean(axis=0)
        var = ((x - mu) ** 2).mean(axis=0)
        if train_flg:
            self.running_mean = self.momentum * self.running_mean * (1 - self.momentum) * mu
            self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
        else:
            mu, var = self.running_mean, self.running_var
        self.xc, self.std = x - mu, np.sqrt(var + 1e-7)
        self.xn = self.xc / self.std
        return (self.gamma * self.xn + self.beta).reshape(self.input_shape)

    def backward(self, dout):
        dout = dout.reshape(dout.shape[0], -1)
        self.dbeta = dout.sum(axis=0)
        self.dgamma = np.sum(self.xn * dout, axis=0)
        dxn = self.gamma * dout
        dvar = -0.5 * np.sum(dxn * self.xc, axis=0) / self.std**3
        dxc = dxn / self.std + 2 / len(dout) * self.xc * dvar
        dx = dxc - dxc.mean(axis=0)
        return dx.reshape(self.input_shape)
""",
    ),
    Fragment(
        seed="design",
        title="updated in evaluation",
        exercise="BatchNormalization",
        earns={
            "test_training_normalises_each_neuron_over_the_batch",
            "test_backward_returns_the_gradient_of_the_input",
            "test_backward_sets_the_gradients_of_gamma_and_beta",
            "test_training_keeps_running_statistics",
            "test_images_are_normalised_pixel_by_pixel",
        },
        code="""
class BatchNormalization:
    def __init__(self, gamma, beta, momentum=0.9, running_mean=None, running_var=None):
        self.gamma, self.beta, self.momentum = gamma, beta, momentum
        self.running_mean, self.running_var = running_mean, running_var

    def forward(self, x, train_flg=True):
        self.input_shape = x.shape
        x = x.reshape(x.shape[0], -1)
        if self.running_mean is None:
            self.running_mean = np.zeros(x.shape[1])
            self.running_var = np.zeros(x.shape[1])
        mu = x.mean(axis=0)
        var = ((x - mu) ** 2).mean(axis=0)
        self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mu
        self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
        if not train_flg:
            mu, var = self.running_mean, self.running_var
        self.xc, self.std = x - mu, np.sqrt(var + 1e-7)
        self.xn = self.xc / self.std
        return (self.gamma * self.xn + self.beta).reshape(self.input_shape)

    def backward(self, dout):
        dout = dout.reshape(dout.shape[0], -1)
        self.dbeta = dout.sum(axis=0)
        self.dgamma = np.sum(self.xn * dout, axis=0)
        dxn = self.gamma * dout
        dvar = -0.5 * np.sum(dxn * self.xc, axis=0) / self.std**3
        dxc = dxn / self.std + 2 / len(dout) * self.xc * dvar
        dx = dxc - dxc.mean(axis=0)
        return dx.reshape(self.input_shape)
""",
    ),
    Fragment(
        seed="design",
        title="mean and variance taken for constants in backward",
        exercise="BatchNormalization",
        earns={
            "test_training_normalises_each_neuron_over_the_batch",
            "test_backward_sets_the_gradients_of_gamma_and_beta",
            "test_training_keeps_running_statistics",
            "test_evaluation_uses_the_running_statistics",
            "test_evaluation_changes_nothing",
        },
        code="""
class BatchNormalization:
    def __init__(self, gamma, beta, momentum=0.9, running_mean=None, running_var=None):
        self.gamma, self.beta, self.momentum = gamma, beta, momentum
        self.running_mean, self.running_var = running_mean, running_var

    def forward(self, x, train_flg=True):
        self.input_shape = x.shape
        x = x.reshape(x.shape[0], -1)
        if self.running_mean is None:
            self.running_mean = np.zeros(x.shape[1])
            self.running_var = np.zeros(x.shape[1])
        mu = x.mean(axis=0)
        var = ((x - mu) ** 2).mean(axis=0)
        if train_flg:
            self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mu
            self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
        else:
            mu, var = self.running_mean, self.running_var
        self.xc, self.std = x - mu, np.sqrt(var + 1e-7)
        self.xn = self.xc / self.std
        return (self.gamma * self.xn + self.beta).reshape(self.input_shape)

    def backward(self, dout):
        dout = dout.reshape(dout.shape[0], -1)
        self.dbeta = dout.sum(axis=0)
        self.dgamma = np.sum(self.xn * dout, axis=0)
        dxn = self.gamma * dout
        dx = dxn / self.std
        return dx.reshape(self.input_shape)
""",
    ),
    Fragment(
        seed="004",
        title="as written",
        exercise="Dropout",
        earns="all",
        code="""
class Dropout:
    def __init__(self, dropout_ratio=0.5):
        self.dropout_ratio = dropout_ratio
        self.mask = None

    def forward(self, x, train_flg=True):
        if train_flg:
            self.mask = np.random.rand(*x.shape) > self.dropout_ratio
            return x * self.mask
        else:
            return x * (1.0 - self.dropout_ratio)

    def backward(self, dout):
        return dout * self.mask
""",
    ),
    Fragment(
        seed="004",
        title="scaled in training and again in evaluation",
        exercise="Dropout",
        earns={
            "test_training_drops_the_given_share",
            "test_evaluation_scales_every_value",
            "test_every_call_draws_a_fresh_mask",
            "test_every_element_is_dropped_on_its_own",
            "test_leaves_its_input_alone",
        },
        code="""
class Dropout:
    def __init__(self, dropout_ratio=0.5):
        self.dropout_ratio = dropout_ratio
        self.mask = None

    def forward(self, x, train_flg=True):
        if train_flg:
            self.mask = np.random.rand(*x.shape) > self.dropout_ratio
            return x * self.mask / (1.0 - self.dropout_ratio)
        else:
            return x * (1.0 - self.dropout_ratio)

    def backward(self, dout):
        return dout * self.mask
""",
    ),
    Fragment(
        seed="004",
        title="inverted dropout, consistent",
        exercise="Dropout",
        earns={
            "test_training_drops_the_given_share",
            "test_backward_passes_where_forward_passed",
            "test_every_call_draws_a_fresh_mask",
            "test_every_element_is_dropped_on_its_own",
            "test_leaves_its_input_alone",
        },
        code="""
class Dropout:
    def __init__(self, dropout_ratio=0.5):
        self.dropout_ratio = dropout_ratio
        self.mask = None

    def forward(self, x, train_flg=True):
        if train_flg:
            self.mask = np.random.rand(*x.shape) > self.dropout_ratio
            return x * self.mask / (1.0 - self.dropout_ratio)
        else:
            return x

    def backward(self, dout):
        return dout * self.mask / (1.0 - self.dropout_ratio)
""",
    ),
    Fragment(
        seed="004",
        title="scaled nowhere",
        exercise="Dropout",
        earns={
            "test_training_drops_the_given_share",
            "test_training_does_not_scale_what_is_kept",
            "test_backward_passes_where_forward_passed",
            "test_every_call_draws_a_fresh_mask",
            "test_every_element_is_dropped_on_its_own",
            "test_leaves_its_input_alone",
        },
        code="""
class Dropout:
    def __init__(self, dropout_ratio=0.5):
        self.dropout_ratio = dropout_ratio
        self.mask = None

    def forward(self, x, train_flg=True):
        if train_flg:
            self.mask = np.random.rand(*x.shape) > self.dropout_ratio
            return x * self.mask
        else:
            return x

    def backward(self, dout):
        return dout * self.mask
""",
    ),
    Fragment(
        seed="004",
        title="a new mask in backward",
        exercise="Dropout",
        earns={
            "test_training_drops_the_given_share",
            "test_training_does_not_scale_what_is_kept",
            "test_evaluation_scales_every_value",
            "test_every_call_draws_a_fresh_mask",
            "test_every_element_is_dropped_on_its_own",
            "test_leaves_its_input_alone",
        },
        code="""
class Dropout:
    def __init__(self, dropout_ratio=0.5):
        self.dropout_ratio = dropout_ratio
        self.mask = None

    def forward(self, x, train_flg=True):
        if train_flg:
            self.mask = np.random.rand(*x.shape) > self.dropout_ratio
            return x * self.mask
        else:
            return x * (1.0 - self.dropout_ratio)

    def backward(self, dout):
        return dout * (np.random.rand(*dout.shape) > self.dropout_ratio)
""",
    ),
    Fragment(
        seed="design",
        title="two lists of layers, no rng",
        exercise="MultiLayerNet",
        earns="all",
        code="""
class MultiLayerNet:
    def __init__(self, inputs, hidden, outputs, activation="relu", start="relu", strength=0):
        sizes = [inputs, *hidden, outputs]
        self.strength = strength
        self.params = init_weights(sizes, start)
        numbers = range(1, len(sizes))
        self.affines = [Affine(self.params["W%d" % i], self.params["b%d" % i]) for i in numbers]
        bend = Sigmoid if activation == "sigmoid" else Relu
        self.bends = [bend() for _ in hidden]
        self.end = SoftmaxWithLoss()

    def predict(self, x):
        for affine, bend in zip(self.affines, self.bends):
            x = bend.forward(affine.forward(x))
        return self.affines[-1].forward(x)

    def loss(self, x, t):
        decay = sum(0.5 * self.strength * (affine.W**2).sum() for affine in self.affines)
        return self.end.forward(self.predict(x), t) + decay

    def accuracy(self, x, t):
        if t.ndim == 2:
            t = t.argmax(axis=1)
        return float((self.predict(x).argmax(axis=1) == t).mean())

    def gradient(self, x, t):
        self.loss(x, t)
        d = self.affines[-1].backward(self.end.backward())
        for affine, bend in zip(self.affines[-2::-1], self.bends[::-1]):
            d = affine.backward(bend.backward(d))
        grads = {}
        for i, affine in enumerate(self.affines, start=1):
            grads["W%d" % i] = affine.dW + self.strength * affine.W
            grads["b%d" % i] = affine.db
        return grads
""",
    ),
    Fragment(
        seed="design",
        title="weight decay in the loss, not in the gradient",
        exercise="MultiLayerNet",
        earns={
            "test_starts_with_the_parameters_of_every_layer",
            "test_loss_and_accuracy_of_a_relu_net",
            "test_loss_of_a_sigmoid_net",
            "test_weight_decay_adds_to_the_loss",
            "test_gradient_without_weight_decay",
            "test_learns_three_clusters",
        },
        code="""
class MultiLayerNet:
    def __init__(self, inputs, hidden, outputs, activation="relu", start="relu", strength=0):
        sizes = [inputs, *hidden, outputs]
        self.strength = strength
        self.params = init_weights(sizes, start)
        numbers = range(1, len(sizes))
        self.affines = [Affine(self.params["W%d" % i], self.params["b%d" % i]) for i in numbers]
        bend = Sigmoid if activation == "sigmoid" else Relu
        self.bends = [bend() for _ in hidden]
        self.end = SoftmaxWithLoss()

    def predict(self, x):
        for affine, bend in zip(self.affines, self.bends):
            x = bend.forward(affine.forward(x))
        return self.affines[-1].forward(x)

    def loss(self, x, t):
        decay = sum(0.5 * self.strength * (affine.W**2).sum() for affine in self.affines)
        return self.end.forward(self.predict(x), t) + decay

    def accuracy(self, x, t):
        if t.ndim == 2:
            t = t.argmax(axis=1)
        return float((self.predict(x).argmax(axis=1) == t).mean())

    def gradient(self, x, t):
        self.loss(x, t)
        d = self.affines[-1].backward(self.end.backward())
        for affine, bend in zip(self.affines[-2::-1], self.bends[::-1]):
            d = affine.backward(bend.backward(d))
        grads = {}
        for i, affine in enumerate(self.affines, start=1):
            grads["W%d" % i] = affine.dW
            grads["b%d" % i] = affine.db
        return grads
""",
    ),
    Fragment(
        seed="design",
        title="weight decay in the gradient, not in the loss",
        exercise="MultiLayerNet",
        earns={
            "test_starts_with_the_parameters_of_every_layer",
            "test_loss_and_accuracy_of_a_relu_net",
            "test_loss_of_a_sigmoid_net",
            "test_gradient_without_weight_decay",
            "test_learns_three_clusters",
        },
        code="""
class MultiLayerNet:
    def __init__(self, inputs, hidden, outputs, activation="relu", start="relu", strength=0):
        sizes = [inputs, *hidden, outputs]
        self.strength = strength
        self.params = init_weights(sizes, start)
        numbers = range(1, len(sizes))
        self.affines = [Affine(self.params["W%d" % i], self.params["b%d" % i]) for i in numbers]
        bend = Sigmoid if activation == "sigmoid" else Relu
        self.bends = [bend() for _ in hidden]
        self.end = SoftmaxWithLoss()

    def predict(self, x):
        for affine, bend in zip(self.affines, self.bends):
            x = bend.forward(affine.forward(x))
        return self.affines[-1].forward(x)

    def loss(self, x, t):
        decay = sum(0 for affine in self.affines)
        return self.end.forward(self.predict(x), t) + decay

    def accuracy(self, x, t):
        if t.ndim == 2:
            t = t.argmax(axis=1)
        return float((self.predict(x).argmax(axis=1) == t).mean())

    def gradient(self, x, t):
        self.loss(x, t)
        d = self.affines[-1].backward(self.end.backward())
        for affine, bend in zip(self.affines[-2::-1], self.bends[::-1]):
            d = affine.backward(bend.backward(d))
        grads = {}
        for i, affine in enumerate(self.affines, start=1):
            grads["W%d" % i] = affine.dW + self.strength * affine.W
            grads["b%d" % i] = affine.db
        return grads
""",
    ),
    Fragment(
        seed="design",
        title="no half, neither in the loss nor in the gradient",
        exercise="MultiLayerNet",
        earns={
            "test_starts_with_the_parameters_of_every_layer",
            "test_loss_and_accuracy_of_a_relu_net",
            "test_loss_of_a_sigmoid_net",
            "test_gradient_without_weight_decay",
            "test_learns_three_clusters",
        },
        code="""
class MultiLayerNet:
    def __init__(self, inputs, hidden, outputs, activation="relu", start="relu", strength=0):
        sizes = [inputs, *hidden, outputs]
        self.strength = strength
        self.params = init_weights(sizes, start)
        numbers = range(1, len(sizes))
        self.affines = [Affine(self.params["W%d" % i], self.params["b%d" % i]) for i in numbers]
        bend = Sigmoid if activation == "sigmoid" else Relu
        self.bends = [bend() for _ in hidden]
        self.end = SoftmaxWithLoss()

    def predict(self, x):
        for affine, bend in zip(self.affines, self.bends):
            x = bend.forward(affine.forward(x))
        return self.affines[-1].forward(x)

    def loss(self, x, t):
        decay = sum(self.strength * (affine.W**2).sum() for affine in self.affines)
        return self.end.forward(self.predict(x), t) + decay

    def accuracy(self, x, t):
        if t.ndim == 2:
            t = t.argmax(axis=1)
        return float((self.predict(x).argmax(axis=1) == t).mean())

    def gradient(self, x, t):
        self.loss(x, t)
        d = self.affines[-1].backward(self.end.backward())
        for affine, bend in zip(self.affines[-2::-1], self.bends[::-1]):
            d = affine.backward(bend.backward(d))
        grads = {}
        for i, affine in enumerate(self.affines, start=1):
            grads["W%d" % i] = affine.dW + 2 * self.strength * affine.W
            grads["b%d" % i] = affine.db
        return grads
""",
    ),
    Fragment(
        seed="design",
        title="by the natural logarithm",
        exercise="log_uniform",
        earns="all",
        code="""
def log_uniform(low, high, rng=None):
    rng = np.random.default_rng() if rng is None else rng
    return np.exp(rng.uniform(np.log(low), np.log(high)))
""",
    ),
    Fragment(
        seed="design",
        title="uniform on a linear scale",
        exercise="log_uniform",
        earns={"test_stays_between_its_bounds", "test_the_same_generator_gives_the_same_number"},
        code="""
def log_uniform(low, high, rng=None):
    rng = np.random.default_rng() if rng is None else rng
    return rng.uniform(low, high)
""",
    ),
    Fragment(
        seed="design",
        title="the bounds taken for exponents",
        exercise="log_uniform",
        earns={"test_the_same_generator_gives_the_same_number"},
        code="""
def log_uniform(low, high, rng=None):
    rng = np.random.default_rng() if rng is None else rng
    return 10 ** rng.uniform(low, high)
""",
    ),
    Fragment(
        seed="design",
        title="positions in a list",
        exercise="split_validation",
        earns="all",
        code="""
def split_validation(x, t, validation_rate=0.2, rng=None):
    where = list((rng or np.random.default_rng()).permutation(len(t)))
    n = int(len(t) * validation_rate)
    aside, rest = where[:n], where[n:]
    return (x[rest], t[rest]), (x[aside], t[aside])
""",
    ),
    Fragment(
        seed="design",
        title="the first samples, unshuffled",
        exercise="split_validation",
        earns={
            "test_sets_the_given_share_aside",
            "test_every_sample_keeps_its_label",
            "test_no_sample_is_lost_or_on_both_sides",
            "test_images_and_one_hot_labels",
            "test_leaves_its_arguments_alone",
        },
        code="""
def split_validation(x, t, validation_rate=0.2, rng=None):
    n = int(len(x) * validation_rate)
    return (x[n:], t[n:]), (x[:n], t[:n])
""",
    ),
    Fragment(
        seed="design",
        title="validation samples stay in the training data",
        exercise="split_validation",
        earns={
            "test_every_sample_keeps_its_label",
            "test_shuffles_before_it_cuts",
            "test_leaves_its_arguments_alone",
        },
        code="""
def split_validation(x, t, validation_rate=0.2, rng=None):
    chosen = (rng or np.random).permutation(x.shape[0])[: int(x.shape[0] * validation_rate)]
    return (x, t), (x[chosen], t[chosen])
""",
    ),
    Fragment(
        seed="design",
        title="x and t shuffled apart",
        exercise="split_validation",
        earns={
            "test_sets_the_given_share_aside",
            "test_no_sample_is_lost_or_on_both_sides",
            "test_shuffles_before_it_cuts",
            "test_images_and_one_hot_labels",
            "test_leaves_its_arguments_alone",
        },
        code="""
def split_validation(x, t, validation_rate=0.2, rng=None):
    rng = rng or np.random
    x, t = x[rng.permutation(len(x))], t[rng.permutation(len(t))]
    n = int(len(x) * validation_rate)
    return (x[n:], t[n:]), (x[:n], t[:n])
""",
    ),
    Fragment(
        seed="design",
        title="sorted by score",
        exercise="random_search",
        earns="all",
        code="""
def random_search(evaluate, ranges, trials, rng=None):
    results = []
    for _ in range(trials):
        chosen = {}
        for name in ranges:
            low, high = ranges[name]
            chosen[name] = log_uniform(low, high, rng)
        results.append((evaluate(chosen), chosen))
    return sorted(results, key=lambda pair: -pair[0])
""",
    ),
    Fragment(
        seed="design",
        title="pairs compared whole",
        exercise="random_search",
        earns={
            "test_evaluates_once_a_trial_within_the_ranges",
            "test_the_best_score_stands_first",
            "test_each_score_stands_beside_its_own_settings",
            "test_searches_on_a_logarithmic_scale",
        },
        code="""
def random_search(evaluate, ranges, trials, rng=None):
    results = []
    for _ in range(trials):
        chosen = {}
        for name in ranges:
            low, high = ranges[name]
            chosen[name] = log_uniform(low, high, rng)
        results.append((evaluate(chosen), chosen))
    return sorted(results, reverse=True)
""",
    ),
    Fragment(
        seed="design",
        title="worst first",
        exercise="random_search",
        earns={
            "test_evaluates_once_a_trial_within_the_ranges",
            "test_each_score_stands_beside_its_own_settings",
            "test_equal_scores_are_no_problem",
            "test_searches_on_a_logarithmic_scale",
        },
        code="""
def random_search(evaluate, ranges, trials, rng=None):
    results = []
    for _ in range(trials):
        chosen = {}
        for name in ranges:
            low, high = ranges[name]
            chosen[name] = log_uniform(low, high, rng)
        results.append((evaluate(chosen), chosen))
    return sorted(results, key=lambda pair: pair[0])
""",
    ),
    Fragment(
        seed="design",
        title="uniform on a linear scale",
        exercise="random_search",
        earns={
            "test_evaluates_once_a_trial_within_the_ranges",
            "test_the_best_score_stands_first",
            "test_each_score_stands_beside_its_own_settings",
            "test_equal_scores_are_no_problem",
        },
        code="""
def random_search(evaluate, ranges, trials, rng=None):
    results = []
    for _ in range(trials):
        chosen = {}
        for name in ranges:
            low, high = ranges[name]
            chosen[name] = np.random.uniform(low, high)
        results.append((evaluate(chosen), chosen))
    return sorted(results, key=lambda pair: -pair[0])
""",
    ),
    Fragment(
        seed="design",
        title="one dict for all trials",
        exercise="random_search",
        earns={
            "test_evaluates_once_a_trial_within_the_ranges",
            "test_the_best_score_stands_first",
            "test_equal_scores_are_no_problem",
            "test_searches_on_a_logarithmic_scale",
        },
        code="""
def random_search(evaluate, ranges, trials, rng=None):
    results, chosen = [], {}
    for _ in range(trials):
        for name, (low, high) in ranges.items():
            chosen[name] = log_uniform(low, high, rng)
        results.append((evaluate(chosen), chosen))
    return sorted(results, key=lambda pair: -pair[0])
""",
    ),
]
