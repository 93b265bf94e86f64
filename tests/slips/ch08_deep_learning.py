# Beginners' slips of chapter 8, and what must be said of them (says), or that nothing may be said (says="").

# %% exercise="count_parameters" says="A dict has no `value` (line 3): did you mean `values`?"
def count_parameters(net):
    return sum(p.size for p in net.params.value())

# %% exercise="count_parameters" says="`net.params.values` (line 3) is not called"
def count_parameters(net):
    return sum(p.size for p in net.params.values)

# %% exercise="count_parameters" says="`count_parameters` prints"
def count_parameters(net):
    print(sum(p.size for p in net.params.values()))

# %% exercise="receptive_field" says="stands inside of the loop"
def receptive_field(layers):
    field, jump = 1, 1
    for size, stride in layers:
        field += (size - 1) * jump
        jump *= stride
        return field

# %% exercise="receptive_field" says="There is no `filed` (line"
def receptive_field(layers):
    field, jump = 1, 1
    for size, stride in layers:
        field += (size - 1) * jump
        jump *= stride
    return filed

# %% exercise="receptive_field" says=""
def receptive_field(layers):
    field = 1
    for size, stride in layers:
        field += size - 1
    return field

# %% exercise="ensemble_predict" says="did you mean `probabilities`?"
def ensemble_predict(nets, x):
    probabilities = [softmax(net.predict(x)) for net in nets]
    return np.mean(probabilites, axis=0).argmax(axis=-1)

# %% exercise="to_half" says="returns nothing"
def to_half(params):
    for name in params:
        params[name] = params[name].astype(np.float16)

# %% exercise="to_half" says="An array has no `as_type` (line"
def to_half(params):
    return {name: values.as_type(np.float16) for name, values in params.items()}
