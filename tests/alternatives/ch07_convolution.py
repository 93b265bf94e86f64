"""Right answers to chapter 7, each written differently."""

# %% exercise="conv_output_size" way="int of the formula"
def conv_output_size(size, window, step=1, zeros=0):
    return int((size + 2 * zeros - window) / step + 1)

# %% exercise="conv_output_size" way="math.floor, imported in the cell, with annotations"
from math import floor


def conv_output_size(input_size: int, filter_size: int, stride: int = 1, pad: int = 0) -> int:
    """Places of a window."""
    return floor((input_size + 2 * pad - filter_size) / stride) + 1

# %% exercise="conv_output_size" way="the starts counted, as a lambda"
conv_output_size = lambda i, f, s=1, p=0: len(range(0, i + 2 * p - f + 1, s))

# %% exercise="conv_output_size" way="recursion"
def conv_output_size(input_size, filter_size, stride=1, pad=0):
    left = input_size + 2 * pad - filter_size
    if left < 0:
        return 0
    return 1 + conv_output_size(input_size - stride, filter_size, stride, pad)

# %% exercise="conv_output_size" way="a NumPy integer"
def conv_output_size(input_size, filter_size, stride=1, pad=0):
    starts = np.arange(-pad, input_size + pad - filter_size + 1, stride)
    return np.int64(starts.size)

# %% exercise="conv_output_size" way="a 0-d array of int"
def conv_output_size(input_size, filter_size, stride=1, pad=0):
    return np.floor_divide(np.array(input_size + 2 * pad - filter_size), stride) + np.array(1)

# %% exercise="conv_naive" way="seven loops and Python floats"
def conv_naive(x, W, b, stride=1, pad=0):
    N, C, H, Wd = x.shape
    FN, _, FH, FW = W.shape
    OH = (H + 2 * pad - FH) // stride + 1
    OW = (Wd + 2 * pad - FW) // stride + 1
    out = [[[[0.0] * OW for _ in range(OH)] for _ in range(FN)] for _ in range(N)]
    for n in range(N):
        for f in range(FN):
            for i in range(OH):
                for j in range(OW):
                    s = float(b[f])
                    for c in range(C):
                        for u in range(FH):
                            for v in range(FW):
                                y, z = i * stride + u - pad, j * stride + v - pad
                                if 0 <= y < H and 0 <= z < Wd:
                                    s += float(x[n, c, y, z]) * float(W[f, c, u, v])
                    out[n][f][i][j] = s
    return np.array(out)

# %% exercise="conv_naive" way="sliding windows and einsum"
def conv_naive(x, W, b, stride=1, pad=0):
    x = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    windows = np.lib.stride_tricks.sliding_window_view(x, W.shape[2:], axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    return np.einsum("nchwuv,fcuv->nfhw", windows, W) + b[None, :, None, None]

# %% exercise="conv_naive" way="one place for the whole batch at a time, by tensordot"
def conv_naive(x, W, b, stride=1, pad=0):
    n, c, h, w = x.shape
    k, _, fh, fw = W.shape
    oh = conv_output_size(h, fh, stride, pad)
    ow = conv_output_size(w, fw, stride, pad)
    frame = np.zeros((n, c, h + 2 * pad, w + 2 * pad))
    frame[:, :, pad:h + pad, pad:w + pad] = x
    out = np.empty((n, k, oh, ow))
    for i in range(oh):
        for j in range(ow):
            y, z = i * stride, j * stride
            out[:, :, i, j] = np.tensordot(frame[:, :, y:y + fh, z:z + fw], W, axes=([1, 2, 3], [1, 2, 3]))
    out += b.reshape(1, -1, 1, 1)
    return out

# %% exercise="conv_naive" way="shifted pictures added up, in single precision"
def conv_naive(x, W, b, stride=1, pad=0):
    x, W, b = (np.asarray(a, dtype=np.float32) for a in (x, W, b))
    oh = conv_output_size(x.shape[2], W.shape[2], stride, pad)
    ow = conv_output_size(x.shape[3], W.shape[3], stride, pad)
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    total = np.zeros((len(x), len(W), oh, ow), np.float32) + b[:, np.newaxis, np.newaxis]
    for u in range(W.shape[2]):
        for v in range(W.shape[3]):
            part = x[:, :, u::stride, v::stride][:, :, :oh, :ow]
            total += np.einsum("nchw,fc->nfhw", part, W[:, :, u, v])
    return total

# %% exercise="conv_naive" way="a helper for one picture and one filter, tab-indented"
def one_map(picture, weights, bias, stride):
	C, FH, FW = weights.shape
	maps = []
	for top in range(0, picture.shape[1] - FH + 1, stride):
		row = []
		for left in range(0, picture.shape[2] - FW + 1, stride):
			row.append((picture[:, top:top + FH, left:left + FW] * weights).sum() + bias)
		maps.append(row)
	return maps


def conv_naive(x, W, b, stride=1, pad=0):
	padded = [[np.pad(channel, pad) for channel in image] for image in x]
	return [[one_map(np.array(image), w, c, stride) for w, c in zip(W, b)] for image in padded]

# %% exercise="im2col" way="window by window"
def im2col(input_data, filter_h, filter_w, stride=1, pad=0):
    img = np.pad(input_data, [(0, 0), (0, 0), (pad, pad), (pad, pad)], "constant")
    H, W = img.shape[2:]
    col = []
    for image in img:
        for y in range(0, H - filter_h + 1, stride):
            for x in range(0, W - filter_w + 1, stride):
                col.append(image[:, y:y + filter_h, x:x + filter_w].flatten())
    return col

# %% exercise="im2col" way="sliding windows"
def im2col(images, height, width, step=1, margin=0):
    images = np.pad(images, ((0, 0), (0, 0), (margin, margin), (margin, margin)))
    view = np.lib.stride_tricks.sliding_window_view(images, (height, width), (2, 3))[:, :, ::step, ::step]
    return np.moveaxis(view, 1, 3).reshape(-1, images.shape[1] * height * width)

# %% exercise="im2col" way="strides of the bare memory"
def im2col(input_data, filter_h, filter_w, stride=1, pad=0):
    N, C, H, W = input_data.shape
    oh, ow = conv_output_size(H, filter_h, stride, pad), conv_output_size(W, filter_w, stride, pad)
    img = np.ascontiguousarray(np.pad(input_data, ((0, 0), (0, 0), (pad,) * 2, (pad,) * 2)))
    n, c, y, x = img.strides
    windows = np.lib.stride_tricks.as_strided(
        img, (N, oh, ow, C, filter_h, filter_w), (n, y * stride, x * stride, c, y, x)
    )
    return windows.reshape(N * oh * ow, -1)

# %% exercise="im2col" way="arrays of indices"
def positions(shape, filter_h, filter_w, stride, pad):
    _, C, H, W = shape
    oh, ow = conv_output_size(H, filter_h, stride, pad), conv_output_size(W, filter_w, stride, pad)
    c, u, v = (a.ravel() for a in np.indices((C, filter_h, filter_w)))
    i, j = (a.ravel() * stride for a in np.indices((oh, ow)))
    return c, i[:, None] + u, j[:, None] + v


def im2col(input_data, filter_h, filter_w, stride=1, pad=0):
    c, y, x = positions(input_data.shape, filter_h, filter_w, stride, pad)
    img = np.pad(input_data, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    return img[:, c, y, x].reshape(-1, c.size)

# %% exercise="im2col" way="six axes, moved at the end, in double precision and with prints"
def im2col(input_data, filter_h, filter_w, stride=1, pad=0):
    N, C, H, W = input_data.shape
    OH = (H + 2 * pad - filter_h) // stride + 1
    OW = (W + 2 * pad - filter_w) // stride + 1
    print("im2col", input_data.shape, "->", (N * OH * OW, C * filter_h * filter_w))
    big = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    big[:, :, pad:pad + H, pad:pad + W] = input_data
    six = np.empty((N, OH, OW, C, filter_h, filter_w))
    for u in range(filter_h):
        y_end = u + stride * OH
        for v in range(filter_w):
            x_end = v + stride * OW
            six[..., u, v] = big[:, :, u:y_end:stride, v:x_end:stride].transpose(0, 2, 3, 1)
    six.shape = (N * OH * OW, -1)
    return six

# %% exercise="col2im" way="window by window"
def col2im(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    N, C, H, W = input_shape
    img = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    row = 0
    for n in range(N):
        for y in range(0, H + 2 * pad - filter_h + 1, stride):
            for x in range(0, W + 2 * pad - filter_w + 1, stride):
                img[n, :, y:y + filter_h, x:x + filter_w] += col[row].reshape(C, filter_h, filter_w)
                row += 1
    return img[:, :, pad:H + pad, pad:W + pad]

# %% exercise="col2im" way="np.add.at with arrays of indices"
def col2im(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    N, C, H, W = input_shape
    oh, ow = conv_output_size(H, filter_h, stride, pad), conv_output_size(W, filter_w, stride, pad)
    n, i, j, c, u, v = np.indices((N, oh, ow, C, filter_h, filter_w))
    img = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    np.add.at(img, (n, c, i * stride + u, j * stride + v), np.asarray(col).reshape(n.shape))
    return img[:, :, pad:-pad, pad:-pad] if pad else img

# %% exercise="col2im" way="bincount of where im2col puts each pixel"
def col2im(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    numbers = np.arange(1, np.prod(input_shape) + 1).reshape(input_shape)
    where = im2col(numbers, filter_h, filter_w, stride, pad).astype(int)
    sums = np.bincount(where.ravel(), weights=col.ravel(), minlength=numbers.size + 1)
    return sums[1:].reshape(input_shape)

# %% exercise="col2im" way="a frame with room for a stride more, in single precision"
def col2im(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    N, C, H, W = input_shape
    out_h = (H + 2 * pad - filter_h) // stride + 1
    out_w = (W + 2 * pad - filter_w) // stride + 1
    parts = np.float32(col).reshape(N, out_h, out_w, C, filter_h, filter_w)
    room = np.zeros((N, C, H + 2 * pad + stride - 1, W + 2 * pad + stride - 1), dtype="float32")
    for u in range(filter_h):
        for v in range(filter_w):
            slot = room[:, :, u:u + stride * out_h:stride, v:v + stride * out_w:stride]
            slot += np.moveaxis(parts[..., u, v], -1, 1)
    return room[:, :, pad:H + pad, pad:W + pad]

# %% exercise="Convolution" way="the book's way, with everything stored"
class Convolution:
    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b = W, b
        self.stride, self.pad = stride, pad
        self.x = self.col = self.col_W = None
        self.dW = self.db = None

    def forward(self, x):
        FN, C, FH, FW = self.W.shape
        N, C, H, W = x.shape
        out_h = 1 + int((H + 2 * self.pad - FH) / self.stride)
        out_w = 1 + int((W + 2 * self.pad - FW) / self.stride)
        self.x = x
        self.col = im2col(x, FH, FW, self.stride, self.pad)
        self.col_W = self.W.reshape(FN, -1).T
        out = np.dot(self.col, self.col_W) + self.b
        return np.moveaxis(out.reshape(N, out_h, out_w, -1), 3, 1)

    def backward(self, dout):
        FN, C, FH, FW = self.W.shape
        rows = np.moveaxis(dout, 1, 3).reshape(-1, FN)
        self.db = np.sum(rows, axis=0)
        self.dW = np.dot(rows.T, self.col).reshape(FN, C, FH, FW)
        return col2im(np.dot(rows, self.col_W.T), self.x.shape, FH, FW, self.stride, self.pad)

# %% exercise="Convolution" way="sliding windows and einsum, without im2col"
class Convolution:
    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.s, self.p = W, b, stride, pad

    def __call__(self, x):
        return self.forward(x)

    def forward(self, x):
        p, s = self.p, self.s
        self.shape = x.shape
        x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        self.padded_shape = x.shape
        self.windows = np.lib.stride_tricks.sliding_window_view(x, self.W.shape[2:], axis=(2, 3))[:, :, ::s, ::s]
        return np.einsum("ncijuv,fcuv->nfij", self.windows, self.W, optimize=True) + self.b[:, None, None]

    def backward(self, dout):
        self.db = np.einsum("nfij->f", dout)
        self.dW = np.einsum("ncijuv,nfij->fcuv", self.windows, dout, optimize=True)
        spread = np.einsum("nfij,fcuv->ncuvij", dout, self.W)
        dx = np.zeros(self.padded_shape)
        (_, _, oh, ow), s = dout.shape, self.s
        for u in range(self.W.shape[2]):
            for v in range(self.W.shape[3]):
                dx[:, :, u:u + s * oh:s, v:v + s * ow:s] += spread[:, :, u, v]
        H, W = self.shape[2:]
        return dx[:, :, self.p:self.p + H, self.p:self.p + W]

# %% exercise="Convolution" way="loops over the places"
class Convolution(object):
    def __init__(self, W, b, stride=1, pad=0):
        self.W = W
        self.b = b
        self.stride = stride
        self.pad = pad

    def places(self, shape):
        FH, FW = self.W.shape[2:]
        for i in range(shape[2]):
            for j in range(shape[3]):
                top, left = i * self.stride, j * self.stride
                yield i, j, np.s_[:, :, top:top + FH, left:left + FW]

    def forward(self, x):
        p = self.pad
        self.H, self.width = x.shape[2:]
        self.x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        out_h = conv_output_size(self.H, self.W.shape[2], self.stride, p)
        out_w = conv_output_size(self.width, self.W.shape[3], self.stride, p)
        out = np.zeros((len(x), len(self.W), out_h, out_w))
        for i, j, window in self.places(out.shape):
            out[:, :, i, j] = np.tensordot(self.x[window], self.W, ([1, 2, 3], [1, 2, 3])) + self.b
        return out

    def backward(self, dout):
        dx = np.zeros_like(self.x)
        self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)
        for i, j, window in self.places(dout.shape):
            part = dout[:, :, i, j]
            self.dW += np.tensordot(part, self.x[window], axes=(0, 0))
            self.db += part.sum(0)
            dx[window] += np.tensordot(part, self.W, axes=(1, 0))
        return dx[:, :, self.pad:self.pad + self.H, self.pad:self.pad + self.width]

# %% exercise="Convolution" way="a dataclass that builds its windows again in backward"
from dataclasses import dataclass, field


@dataclass
class Convolution:
    W: np.ndarray
    b: np.ndarray
    stride: int = 1
    pad: int = 0
    dW: np.ndarray = field(default=None, repr=False)
    db: np.ndarray = field(default=None, repr=False)

    @property
    def window(self):
        return (*self.W.shape[2:], self.stride, self.pad)

    def forward(self, x):
        self.x = np.array(x)
        h, w = (conv_output_size(n, f, self.stride, self.pad) for n, f in zip(x.shape[2:], self.W.shape[2:]))
        flat = np.einsum("rk,fk->fr", im2col(x, *self.window), self.W.reshape(len(self.W), -1))
        return (flat + self.b[:, None]).reshape(len(self.W), len(x), h, w).swapaxes(0, 1)

    def backward(self, dout):
        rows = dout.swapaxes(0, 1).reshape(len(self.W), -1)
        self.db = rows.sum(axis=1)
        self.dW = (rows @ im2col(self.x, *self.window)).reshape(self.W.shape)
        return col2im(rows.T @ self.W.reshape(len(self.W), -1), self.x.shape, *self.window)

# %% exercise="Convolution" way="filters as a view made in the constructor, on a base class, results in single precision"
class Layer:
    """Something with a forward and a backward."""

    name = "layer"

    def __repr__(self):
        return f"<{self.name}>"


class Convolution(Layer):
    name = "convolution"

    def __init__(self, W, b, stride=1, pad=0):
        super().__init__()
        self.W, self.b = W, b
        self.rows = W.reshape(W.shape[0], -1)
        self.stride, self.pad = stride, pad

    def forward(self, x):
        n, c, h, w = self.shape = x.shape
        fn, c, fh, fw = self.W.shape
        self.col = im2col(x, fh, fw, self.stride, self.pad)
        out = (self.col @ self.rows.T + self.b).astype(np.float32)
        return out.reshape(n, conv_output_size(h, fh, self.stride, self.pad), -1, fn).transpose(0, 3, 1, 2)

    def backward(self, dout):
        dout = dout.transpose(0, 2, 3, 1).reshape(-1, len(self.W))
        self.db = np.ones(len(dout)) @ dout
        self.dW = np.tensordot(dout, self.col, axes=(0, 0)).reshape(self.W.shape)
        return col2im(dout @ self.rows, self.shape, *self.W.shape[2:], self.stride, self.pad)

# %% exercise="Pooling" way="the book's way"
class Pooling:
    def __init__(self, pool_h, pool_w, stride=1, pad=0):
        self.pool_h = pool_h
        self.pool_w = pool_w
        self.stride = stride
        self.pad = pad
        self.x = None
        self.winner = None

    def forward(self, x):
        N, C, H, W = x.shape
        out_h = int(1 + (H + 2 * self.pad - self.pool_h) / self.stride)
        out_w = int(1 + (W + 2 * self.pad - self.pool_w) / self.stride)
        size = self.pool_h * self.pool_w
        col = im2col(x, self.pool_h, self.pool_w, self.stride, self.pad).reshape(-1, size)
        self.x = x
        self.winner = np.argmax(col, axis=1)
        out = np.max(col, axis=1)
        return out.reshape(N, out_h, out_w, C).transpose(0, 3, 1, 2)

    def backward(self, dout):
        dout = dout.transpose(0, 2, 3, 1)
        spread = np.zeros((dout.size, self.pool_h * self.pool_w))
        spread[np.arange(self.winner.size), self.winner.flatten()] = dout.flatten()
        rows = int(np.prod(dout.shape[:3]))
        return col2im(spread.reshape(rows, -1), self.x.shape, self.pool_h, self.pool_w, self.stride, self.pad)

# %% exercise="Pooling" way="sliding windows and np.add.at"
class Pooling:
    def __init__(self, pool_h, pool_w, stride=1, pad=0):
        self.window, self.stride, self.pad = (pool_h, pool_w), stride, pad

    def forward(self, x):
        s = self.stride
        self.shape = x.shape
        view = np.lib.stride_tricks.sliding_window_view(x, self.window, axis=(2, 3))[:, :, ::s, ::s]
        self.best = view.reshape(*view.shape[:4], -1).argmax(axis=-1)
        return view.max(axis=(4, 5))

    def backward(self, dout):
        n, c, i, j = np.indices(dout.shape)
        u, v = np.unravel_index(self.best, self.window)
        dx = np.zeros(self.shape)
        np.add.at(dx, (n, c, i * self.stride + u, j * self.stride + v), dout)
        return dx

# %% exercise="Pooling" way="loops, the last of equal maxima"
class Pooling:
    def __init__(self, pool_h, pool_w, stride=1, pad=0):
        self.h, self.w, self.stride = pool_h, pool_w, stride

    def forward(self, x):
        n, c, height, width = x.shape
        self.shape = x.shape
        out = np.zeros((n, c, (height - self.h) // self.stride + 1, (width - self.w) // self.stride + 1))
        self.source = {}
        for place in np.ndindex(*out.shape):
            best = None
            for u in range(self.h):
                for v in range(self.w):
                    pixel = (place[0], place[1], place[2] * self.stride + u, place[3] * self.stride + v)
                    if best is None or x[pixel] >= x[best]:
                        best = pixel
            out[place] = x[best]
            self.source[place] = best
        return out

    def backward(self, dout):
        dx = np.zeros(self.shape)
        for place, pixel in self.source.items():
            dx[pixel] += dout[place]
        return dx

# %% exercise="Pooling" way="equal maxima share their gradient"
class Pooling:
    def __init__(self, pool_h, pool_w, stride=1, pad=0):
        self.pool = (pool_h, pool_w)
        self.stride, self.pad = stride, pad

    def forward(self, x):
        self.shape = N, C, H, W = x.shape
        h, w = self.pool
        col = im2col(x, h, w, self.stride, self.pad).reshape(-1, C, h * w)
        top = col.max(axis=2, keepdims=True)
        self.share = (col == top) / np.sum(col == top, axis=2, keepdims=True)
        out_h = conv_output_size(H, h, self.stride, self.pad)
        return top.reshape(N, out_h, -1, C).transpose(0, 3, 1, 2)

    def backward(self, dout):
        rows = self.share * dout.transpose(0, 2, 3, 1).reshape(-1, dout.shape[1], 1)
        return col2im(rows.reshape(len(rows), -1), self.shape, *self.pool, self.stride, self.pad)

# %% exercise="Pooling" way="a running maximum of shifted pictures, single precision"
class Pooling:
    def __init__(self, pool_h, pool_w, stride=1, pad=0):
        self.pool_h, self.pool_w, self.stride, self.pad = pool_h, pool_w, stride, pad

    def shifted(self, shape):
        s = self.stride
        oh, ow = conv_output_size(shape[2], self.pool_h, s), conv_output_size(shape[3], self.pool_w, s)
        for u in range(self.pool_h):
            for v in range(self.pool_w):
                yield np.s_[:, :, u:u + s * oh:s, v:v + s * ow:s]

    def forward(self, x):
        self.x = x.astype("float32")
        parts = [self.x[where] for where in self.shifted(x.shape)]
        self.which = np.argmax(parts, axis=0)
        return np.take_along_axis(np.array(parts), self.which[None], axis=0)[0]

    def backward(self, dout):
        dx = np.zeros_like(self.x)
        for k, where in enumerate(self.shifted(dx.shape)):
            dx[where] += np.where(self.which == k, dout, 0)
        return dx

# %% exercise="SimpleConvNet" way="the book's way, with an ordered dict and NumPy's global generator"
from collections import OrderedDict


class SimpleConvNet:
    def __init__(self, input_dim=(1, 28, 28), conv_param=None, hidden_size=100, output_size=10,
                 weight_init_std=0.01, rng=None):
        conv_param = conv_param or {"filter_num": 30, "filter_size": 5, "pad": 0, "stride": 1}
        num, size = conv_param["filter_num"], conv_param["filter_size"]
        pad, stride = conv_param["pad"], conv_param["stride"]
        sides = [((side + 2 * pad - size) // stride + 1) // 2 for side in input_dim[1:]]
        self.params = {}
        self.params["W1"] = weight_init_std * np.random.randn(num, input_dim[0], size, size)
        self.params["b1"] = np.zeros(num)
        self.params["W2"] = weight_init_std * np.random.randn(num * sides[0] * sides[1], hidden_size)
        self.params["b2"] = np.zeros(hidden_size)
        self.params["W3"] = weight_init_std * np.random.randn(hidden_size, output_size)
        self.params["b3"] = np.zeros(output_size)
        self.layers = OrderedDict()
        self.layers["Conv1"] = Convolution(self.params["W1"], self.params["b1"], stride, pad)
        self.layers["Relu1"] = Relu()
        self.layers["Pool1"] = Pooling(pool_h=2, pool_w=2, stride=2)
        self.layers["Affine1"] = Affine(self.params["W2"], self.params["b2"])
        self.layers["Relu2"] = Relu()
        self.layers["Affine2"] = Affine(self.params["W3"], self.params["b3"])
        self.lastLayer = SoftmaxWithLoss()

    def predict(self, x):
        for layer in self.layers.values():
            x = layer.forward(x)
        return x

    def loss(self, x, t):
        return self.lastLayer.forward(self.predict(x), t)

    def accuracy(self, x, t, batch_size=100):
        if t.ndim != 1:
            t = np.argmax(t, axis=1)
        hits = 0.0
        for i in range(int(np.ceil(x.shape[0] / batch_size))):
            part = slice(i * batch_size, (i + 1) * batch_size)
            hits += np.sum(np.argmax(self.predict(x[part]), axis=1) == t[part])
        return hits / x.shape[0]

    def gradient(self, x, t):
        self.loss(x, t)
        dout = self.lastLayer.backward(1)
        layers = list(self.layers.values())
        layers.reverse()
        for layer in layers:
            dout = layer.backward(dout)
        grads = {}
        for i, key in enumerate(("Conv1", "Affine1", "Affine2"), 1):
            grads["W%d" % i], grads["b%d" % i] = self.layers[key].dW, self.layers[key].db
        return grads

# %% exercise="SimpleConvNet" way="a dry run tells the size of W2"
class SimpleConvNet:
    def __init__(self, input_dim=(1, 28, 28), conv_param=None, hidden_size=100, output_size=10,
                 weight_init_std=0.01, rng=None):
        how = dict(filter_num=30, filter_size=5, pad=0, stride=1) | (conv_param or {})
        rng = np.random.default_rng() if rng is None else rng
        fs = how["filter_size"]
        W1 = rng.standard_normal((how["filter_num"], input_dim[0], fs, fs)) * weight_init_std
        self.params = {"W1": W1, "b1": np.zeros(len(W1))}
        first = [Convolution(W1, self.params["b1"], how["stride"], how["pad"]), Relu(), Pooling(2, 2, 2)]
        x = np.zeros((1, *input_dim))
        for layer in first:
            x = layer.forward(x)
        rest, size = [], x.size
        for i, out in enumerate((hidden_size, output_size), start=2):
            self.params[f"W{i}"] = rng.normal(0, weight_init_std, (size, out))
            self.params[f"b{i}"] = np.zeros((out,))
            rest += [Affine(self.params[f"W{i}"], self.params[f"b{i}"]), Relu()]
            size = out
        self.layers = first + rest[:-1]
        self.head = SoftmaxWithLoss()

    def predict(self, x, layers=None):
        layers = self.layers if layers is None else layers
        return x if not layers else self.predict(layers[0].forward(x), layers[1:])

    def loss(self, x, t):
        return np.asarray(self.head.forward(self.predict(x), t))

    def accuracy(self, x, t, batch_size=100):
        labels = np.argmax(t, axis=-1) if np.ndim(t) == 2 else t
        guesses = [self.predict(x[i:i + batch_size]).argmax(-1) for i in range(0, len(x), batch_size)]
        return np.mean(np.concatenate(guesses) == labels)

    def gradient(self, x, t):
        self.loss(x, t)
        back = self.head.backward()
        grads = {}
        names = {id(value): name for name, value in self.params.items()}
        for layer in self.layers[::-1]:
            back = layer.backward(back)
            if hasattr(layer, "dW"):
                grads[names[id(layer.W)]] = layer.dW
                grads[names[id(layer.b)]] = layer.db
        return grads

# %% exercise="SimpleConvNet" way="one attribute a layer and parameters in single precision"
class SimpleConvNet:
    def __init__(self, input_dim=(1, 28, 28), conv_param=None, hidden_size=100, output_size=10,
                 weight_init_std=0.01, rng=None):
        conv_param = conv_param or {"filter_num": 30, "filter_size": 5, "pad": 0, "stride": 1}
        rng = rng or np.random.default_rng()
        C, H, W = input_dim
        FN, FS = conv_param["filter_num"], conv_param["filter_size"]
        stride, pad = conv_param["stride"], conv_param["pad"]
        h = conv_output_size(H, FS, stride, pad) // 2
        w = conv_output_size(W, FS, stride, pad) // 2
        shapes = {"W1": (FN, C, FS, FS), "W2": (FN * h * w, hidden_size), "W3": (hidden_size, output_size)}
        sizes = {"b1": FN, "b2": hidden_size, "b3": output_size}
        self.params = {k: (weight_init_std * rng.normal(size=s)).astype(np.float32) for k, s in shapes.items()}
        self.params.update({k: np.zeros(s, dtype=np.float32) for k, s in sizes.items()})
        self.conv = Convolution(self.params["W1"], self.params["b1"], stride, pad)
        self.relu1 = Relu()
        self.pool = Pooling(2, 2, 2)
        self.affine1 = Affine(self.params["W2"], self.params["b2"])
        self.relu2 = Relu()
        self.affine2 = Affine(self.params["W3"], self.params["b3"])
        self.softmax = SoftmaxWithLoss()

    def predict(self, x):
        h = self.pool.forward(self.relu1.forward(self.conv.forward(x)))
        return self.affine2.forward(self.relu2.forward(self.affine1.forward(h)))

    def loss(self, x, t):
        return self.softmax.forward(self.predict(x), t)

    def accuracy(self, x, t, batch_size=100):
        t = t if t.ndim == 1 else t.argmax(1)
        right, i = 0, 0
        while i < len(x):
            right += int((self.predict(x[i:i + batch_size]).argmax(1) == t[i:i + batch_size]).sum())
            i += batch_size
        return right / len(x)

    def gradient(self, x, t):
        self.loss(x, t)
        d = self.softmax.backward(1)
        for layer in (self.affine2, self.relu2, self.affine1, self.pool, self.relu1, self.conv):
            d = layer.backward(d)
        with_weights = {1: self.conv, 2: self.affine1, 3: self.affine2}
        return {f"{k}{i}": getattr(layer, "d" + k) for i, layer in with_weights.items() for k in ("W", "b")}

# %% exercise="SimpleConvNet" way="a general chain as a base class, the layers made anew on each forward pass"
class Chain:
    params: dict

    def layers(self):
        raise NotImplementedError

    def predict(self, x):
        self.chain = self.layers()
        for layer in self.chain:
            x = layer.forward(x)
        return x

    def loss(self, x, t):
        self.top = SoftmaxWithLoss()
        return float(self.top.forward(self.predict(x), t))

    def gradient(self, x, t):
        self.loss(x, t)
        dout, grads = self.top.backward(1), {}
        i = 3
        for layer in reversed(self.chain):
            dout = layer.backward(dout)
            if isinstance(layer, (Affine, Convolution)):
                grads.update({f"W{i}": layer.dW, f"b{i}": layer.db})
                i -= 1
        return grads


class SimpleConvNet(Chain):
    def __init__(self, input_dim=(1, 28, 28), conv_param=None, hidden_size=100, output_size=10,
                 weight_init_std=0.01, rng=None):
        c = conv_param if conv_param else {"filter_num": 30, "filter_size": 5, "pad": 0, "stride": 1}
        self.how = c["stride"], c["pad"]
        draw = (rng or np.random.default_rng()).normal
        side = lambda n: conv_output_size(conv_output_size(n, c["filter_size"], *self.how), 2, 2)
        flat = c["filter_num"] * side(input_dim[1]) * side(input_dim[2])
        std = weight_init_std
        self.params = dict(
            W1=draw(0, std, (c["filter_num"], input_dim[0], c["filter_size"], c["filter_size"])),
            b1=np.zeros(c["filter_num"]),
            W2=draw(0, std, (flat, hidden_size)),
            b2=np.zeros(hidden_size),
            W3=draw(0, std, (hidden_size, output_size)),
            b3=np.zeros(output_size),
        )

    def layers(self):
        p = self.params
        return [Convolution(p["W1"], p["b1"], *self.how), Relu(), Pooling(2, 2, 2), Affine(p["W2"], p["b2"]),
                Relu(), Affine(p["W3"], p["b3"])]

    def accuracy(self, x, t, batch_size=100):
        labels = t if t.ndim == 1 else np.where(t)[1]
        count = 0
        for start in range(0, x.shape[0], batch_size):
            for scores, label in zip(self.predict(x[start:start + batch_size]), labels[start:]):
                count += bool(scores.argmax() == label)
        return np.float32(count / x.shape[0])

# %% exercise="show_filters" way="cut off to bytes, not rounded"
def show_filters(W, columns=8):
    FN, C, FH, FW = W.shape
    rows = int(np.ceil(FN / columns))
    sheet = np.ones((rows * (FH + 1) + 1, columns * (FW + 1) + 1)) * 128
    for k in range(FN):
        r, c = divmod(k, columns)
        w = W[k, 0].copy()
        w -= w.min()
        w /= w.max()
        y, x = r * (FH + 1) + 1, c * (FW + 1) + 1
        sheet[y:y + FH, x:x + FW] = 255 * w
    return Image.fromarray(sheet.astype(np.uint8))

# %% exercise="show_filters" way="tiles pasted into a new picture"
def show_filters(W, columns=8):
    count, _, height, width = W.shape
    rows = (count + columns - 1) // columns
    sheet = Image.new("L", (columns * (width + 1) + 1, rows * (height + 1) + 1), 128)
    for k in range(count):
        w = np.interp(W[k, 0], (W[k, 0].min(), W[k, 0].max()), (0, 255))
        tile = Image.fromarray(np.uint8(w + 0.5))
        sheet.paste(tile, (1 + (k % columns) * (width + 1), 1 + (k // columns) * (height + 1)))
    return sheet

# %% exercise="show_filters" way="rows of padded tiles, stacked"
def show_filters(W, columns=8):
    W = np.asarray(W)[:, 0]
    low, high = W.min(axis=(1, 2), keepdims=True), W.max(axis=(1, 2), keepdims=True)
    tiles = np.rint((W - low) / (high - low) * 255)
    tiles = np.concatenate([tiles, np.full((-len(W) % columns, *W.shape[1:]), 128)])
    tiles = np.pad(tiles, ((0, 0), (1, 0), (1, 0)), constant_values=128)
    sheet = np.vstack([np.hstack(tiles[k:k + columns]) for k in range(0, len(tiles), columns)])
    return Image.fromarray(np.pad(sheet, ((0, 1), (0, 1)), constant_values=128).astype("uint8"), "L")

# %% exercise="show_filters" way="pixel by pixel"
GREY = 128


def show_filters(W, columns=8):
    FN, C, FH, FW = W.shape
    full, rest = divmod(FN, columns)
    rows = full + (rest > 0)
    picture = Image.new(mode="L", size=(columns * (FW + 1) + 1, rows * (FH + 1) + 1), color=GREY)
    for k in range(FN):
        smallest = min(float(w) for w in W[k, 0].flatten())
        largest = max(float(w) for w in W[k, 0].flatten())
        for y in range(FH):
            for x in range(FW):
                value = int(round(255 * (W[k, 0, y, x] - smallest) / (largest - smallest)))
                picture.putpixel((1 + k % columns * (FW + 1) + x, 1 + k // columns * (FH + 1) + y), value)
    return picture
