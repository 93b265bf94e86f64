# Beginners' slips of chapter 7, and what must be said of them (says), or that nothing may be said (says="").

# %% exercise="conv_output_size" says="`conv_output_size` prints"
def conv_output_size(input_size, filter_size, stride=1, pad=0):
    print((input_size + 2 * pad - filter_size) // stride + 1)

# %% exercise="conv_output_size" says="`pad = 0` (line 3) throws the given `pad` away"
def conv_output_size(input_size, filter_size, stride=1, pad=0):
    pad = 0
    return (input_size + 2 * pad - filter_size) // stride + 1

# %% exercise="conv_output_size" says="did you mean `input_size`?"
def conv_output_size(input_size, filter_size, stride=1, pad=0):
    return (inputsize + 2 * pad - filter_size) // stride + 1

# %% exercise="conv_output_size" says=""
def conv_output_size(input_size, filter_size, stride=1, pad=0):
    return (input_size + pad - filter_size) // stride + 1

# %% exercise="im2col" says="There is no `conv_ouput_size` (line"
# -     out_h = conv_output_size(H, filter_h, stride, pad)
# +     out_h = conv_ouput_size(H, filter_h, stride, pad)

# %% exercise="im2col" says="NumPy has no `zeroes` (line"
# -     col = np.zeros((N, C, filter_h, filter_w, out_h, out_w), dtype=image.dtype)
# +     col = np.zeroes((N, C, filter_h, filter_w, out_h, out_w), dtype=image.dtype)

# %% exercise="Convolution" says="`dW` (line"
# -         self.dW = (self.col.T @ dout).T.reshape(self.W.shape)
# +         dW = (self.col.T @ dout).T.reshape(self.W.shape)

# %% exercise="Convolution" says="`Convolution` has no `backward`, but `backword`"
# -     def backward(self, dout):
# +     def backword(self, dout):

# %% exercise="Pooling" says="did you mean `self.arg_max`?"
# -         dcol[np.arange(dout.size), self.arg_max] = dout.transpose(0, 2, 3, 1).reshape(-1)
# +         dcol[np.arange(dout.size), arg_max] = dout.transpose(0, 2, 3, 1).reshape(-1)

# %% exercise="Pooling" says="did you mean `arg_max`?"
# -         dcol[np.arange(dout.size), self.arg_max] = dout.transpose(0, 2, 3, 1).reshape(-1)
# +         dcol[np.arange(dout.size), self.argmax] = dout.transpose(0, 2, 3, 1).reshape(-1)

# %% exercise="SimpleConvNet" says="stands inside of the loop"
# -             x = layer.forward(x)
# -         return x
# +             x = layer.forward(x)
# +             return x
