"""Named wrong answers of chapter 5."""

# %% exercise="AddLayer" mistake="upstream gradient lost" fails="test_backward_hands_the_upstream_gradient_to_both_inputs"
# You returned the local derivatives alone, whatever arrives from the right.
# Hint: If the sum mattered three times as much to the final result, would your answer change?
# -         return dout, dout
# +         return 1, 1

# %% exercise="AddLayer" mistake="upstream gradient shared out in halves" fails="test_backward_hands_the_upstream_gradient_to_both_inputs test_arrays_are_added_element_by_element"
# You gave each input half of what arrives from the right.
# Hint: Raise one input by 1 and leave the other. How much does the sum rise?
# -         return dout, dout
# +         return dout / 2, dout / 2

# %% exercise="AddLayer" mistake="forward taken from the × node" fails="test_forward_adds_its_inputs test_arrays_are_added_element_by_element"
# You multiplied the two inputs in the + node.
# Hint: Which of the two nodes is this one?
# -         return x + y
# +         return x * y

# %% exercise="AddLayer" mistake="backward taken from the × node" fails="test_backward_hands_the_upstream_gradient_to_both_inputs test_arrays_are_added_element_by_element"
# You multiplied what arrives by the other input, which is the local derivative of a product.
# Hint: What is the slope of x + y along x, and does it depend on y?
# -         return x + y
# +         self.x, self.y = x, y
# +         return x + y
# -         return dout, dout
# +         return dout * self.y, dout * self.x

# %% exercise="AddLayer" mistake="only one gradient handed back" fails="test_backward_hands_the_upstream_gradient_to_both_inputs test_arrays_are_added_element_by_element"
# You returned one gradient, although two inputs are waiting for one each.
# Hint: How many things came in on the way there?
# -         return dout, dout
# +         return dout

# %% exercise="MulLayer" mistake="x and y swapped on the way back" fails="test_backward_gives_each_input_its_own_gradient test_arrays_are_multiplied_element_by_element test_every_layer_remembers_its_own_latest_inputs"
# You multiplied the upstream gradient of each input by that same input.
# Hint: One apple more is worth what? And on which of the two inputs does that depend?
# -         return dout * self.y, dout * self.x
# +         return dout * self.x, dout * self.y

# %% exercise="MulLayer" mistake="upstream gradient lost" fails="test_backward_gives_each_input_its_own_gradient test_arrays_are_multiplied_element_by_element"
# You returned the local derivatives alone, without what arrives from the right.
# Hint: Where in your backward does dout appear?
# -         return dout * self.y, dout * self.x
# +         return self.y, self.x

# %% exercise="MulLayer" mistake="inputs kept on the class" fails="test_every_layer_remembers_its_own_latest_inputs"
# You kept the inputs where all multiplication layers share them, so that the last one to run overwrites the others.
# Hint: Where does an object keep what belongs to it alone?
# -         self.x, self.y = x, y
# +         MulLayer.x, MulLayer.y = x, y

# %% exercise="MulLayer" mistake="inputs of the first call kept forever" fails="test_every_layer_remembers_its_own_latest_inputs"
# You stored the inputs the first time only, so that later calls go back with old numbers.
# Hint: What does your layer remember after two different calls of forward?
# -         self.x, self.y = x, y
# +         if not hasattr(self, "x"):
# +             self.x, self.y = x, y

# %% exercise="MulLayer" mistake="first result used for the second" fails="test_backward_gives_each_input_its_own_gradient test_every_layer_remembers_its_own_latest_inputs"
# You used the gradient of x where the gradient of y needs the x that came in.
# Hint: Which x does the gradient of y need, and is it still there when you use it?
# -         return dout * self.y, dout * self.x
# +         self.x = dout * self.y
# +         self.y = dout * self.x
# +         return self.x, self.y

# %% exercise="MulLayer" mistake="matrix product of arrays" fails="test_arrays_are_multiplied_element_by_element"
# You multiplied arrays as matrices, not element by element.
# Hint: What does element by element mean for two arrays of one shape, and which operator does that?
# -         return x * y
# +         return np.dot(x, y)

# %% exercise="MulLayer" mistake="other factor found by division" fails="test_a_factor_of_zero_still_gets_its_gradient"
# You divided the output by the input to find the other factor, which fails as soon as an input is 0.
# Hint: Nobody buys any oranges: what is one orange more worth then?
# -         self.x, self.y = x, y
# -         return x * y
# +         self.x, self.y, self.out = x, y, x * y
# +         return self.out
# -         return dout * self.y, dout * self.x
# +         return np.divide(dout * self.out, self.x), np.divide(dout * self.out, self.y)

# %% exercise="buy_apple" mistake="one node for both products" fails="test_the_gradients_come_in_the_order_of_the_arguments"
# You used one layer for both products, so that the second overwrites what it remembers of the first.
# Hint: How many × nodes does the picture show, and how many objects do you make?
# -     fruit, till = MulLayer(), MulLayer()
# +     fruit = till = MulLayer()

# %% exercise="buy_apple" mistake="gradients in the order of the walk" fails="test_the_gradients_come_in_the_order_of_the_arguments"
# You listed the gradients in the order in which the backward walk finds them.
# Hint: In which order does the function take its arguments?
# -     return total, [dprice, dcount, dtax]
# +     return total, [dtax, dprice, dcount]

# %% exercise="buy_apple" mistake="apple node asked without the tax" fails="test_the_gradients_come_in_the_order_of_the_arguments"
# You started both nodes with 1, so that the gradients of price and count know nothing of the tax.
# Hint: What arrives at the apple node from the node to its right?
# -     dprice, dcount = fruit.backward(dfruit)
# +     dprice, dcount = fruit.backward(1)

# %% exercise="buy_apple" mistake="way back started with the total" fails="test_the_gradients_come_in_the_order_of_the_arguments"
# You sent the total itself back through the graph.
# Hint: If the bill rises by 1, by how much does the bill rise?
# -     dfruit, dtax = till.backward(1)
# +     dfruit, dtax = till.backward(total)

# %% exercise="buy_apple" mistake="wrong half of the pair passed on" fails="test_the_gradients_come_in_the_order_of_the_arguments"
# You mixed up the two gradients of the tax node and sent the tax's own one on to the apples.
# Hint: In which order did you hand the two inputs to the tax node?
# -     dfruit, dtax = till.backward(1)
# +     dtax, dfruit = till.backward(1)

# %% exercise="buy_apple" mistake="tax taken for a percentage" fails="test_the_total_is_right test_the_gradients_come_in_the_order_of_the_arguments"
# You added the tax on top of 1, although it is already the factor that the sum is multiplied by.
# Hint: What does the docstring's example for 10 % look like?
# -     total = till.forward(fruit.forward(price, count), tax)
# +     total = till.forward(fruit.forward(price, count), 1 + tax)

# %% exercise="buy_apple" mistake="derivatives worked out by hand" fails="test_it_goes_through_the_layers_there_and_back"
# You wrote the derivatives down yourself and built no graph, so nothing would carry over to a larger one.
# Hint: Which objects could find these three numbers for you?
# -     fruit, till = MulLayer(), MulLayer()
# -     total = till.forward(fruit.forward(price, count), tax)
# -     dfruit, dtax = till.backward(1)
# -     dprice, dcount = fruit.backward(dfruit)
# -     return total, [dprice, dcount, dtax]
# +     total = price * count * tax
# +     return total, [count * tax, price * tax, price * count]

# %% exercise="buy_apple_orange" mistake="gradients in the order of the walk" fails="test_the_gradients_come_in_the_order_of_the_arguments"
# You listed the gradients in the order in which the backward walk finds them.
# Hint: Which argument comes first, and which comes last?
# -     return total, [*apples.backward(dapple_sum), *oranges.backward(dorange_sum), dtax]
# +     return total, [dtax, *apples.backward(dapple_sum), *oranges.backward(dorange_sum)]

# %% exercise="buy_apple_orange" mistake="apples multiplied by oranges" fails="test_the_total_is_right test_the_gradients_come_in_the_order_of_the_arguments"
# You joined the two fruits with a × node where the picture has a + node.
# Hint: What do you do with 200 for apples and 450 for oranges?
# -     apples, oranges, basket, till = MulLayer(), MulLayer(), AddLayer(), MulLayer()
# +     apples, oranges, basket, till = MulLayer(), MulLayer(), MulLayer(), MulLayer()

# %% exercise="buy_apple_orange" mistake="one node for both fruits" fails="test_the_gradients_come_in_the_order_of_the_arguments"
# You sent apples and oranges through the same layer, which remembers the oranges only.
# Hint: How many × nodes are in the picture, and how many objects do you make?
# -     orange_sum = oranges.forward(orange_price, orange_count)
# +     oranges = apples
# +     orange_sum = oranges.forward(orange_price, orange_count)

# %% exercise="buy_apple_orange" mistake="price and count of each fruit swapped" fails="test_the_gradients_come_in_the_order_of_the_arguments"
# You unpacked the pair of each fruit node in the wrong order.
# Hint: Whose gradient does a × node return first?
# -     return total, [*apples.backward(dapple_sum), *oranges.backward(dorange_sum), dtax]
# +     dapple_count, dapple_price = apples.backward(dapple_sum)
# +     dorange_count, dorange_price = oranges.backward(dorange_sum)
# +     return total, [dapple_price, dapple_count, dorange_price, dorange_count, dtax]

# %% exercise="buy_apple_orange" mistake="tax left out on the way back" fails="test_the_gradients_come_in_the_order_of_the_arguments"
# You started the + node with 1 and not with what the tax node returns.
# Hint: Follow the picture from the right: which node answers before the + node?
# -     dapple_sum, dorange_sum = basket.backward(dbasket)
# +     dapple_sum, dorange_sum = basket.backward(1)

# %% exercise="buy_apple_orange" mistake="tax on the oranges only" fails="test_the_total_is_right test_the_gradients_come_in_the_order_of_the_arguments"
# You multiplied the oranges by the tax before adding the apples.
# Hint: Which node stands last in the picture, and what goes into it?
# -     orange_sum = oranges.forward(orange_price, orange_count)
# -     total = till.forward(basket.forward(apple_sum, orange_sum), tax)
# -     dbasket, dtax = till.backward(1)
# -     dapple_sum, dorange_sum = basket.backward(dbasket)
# +     orange_sum = till.forward(oranges.forward(orange_price, orange_count), tax)
# +     total = basket.forward(apple_sum, orange_sum)
# +     dapple_sum, dorange_sum = basket.backward(1)
# +     dorange_sum, dtax = till.backward(dorange_sum)

# %% exercise="buy_apple_orange" mistake="derivatives worked out by hand" fails="test_it_goes_through_the_layers_there_and_back"
# You wrote the derivatives down yourself and built no graph, so nothing would carry over to a larger one.
# Hint: Which objects could find these five numbers for you?
# -     apples, oranges, basket, till = MulLayer(), MulLayer(), AddLayer(), MulLayer()
# -     apple_sum = apples.forward(apple_price, apple_count)
# -     orange_sum = oranges.forward(orange_price, orange_count)
# -     total = till.forward(basket.forward(apple_sum, orange_sum), tax)
# -     dbasket, dtax = till.backward(1)
# -     dapple_sum, dorange_sum = basket.backward(dbasket)
# -     return total, [*apples.backward(dapple_sum), *oranges.backward(dorange_sum), dtax]
# +     fruit = apple_price * apple_count + orange_price * orange_count
# +     slopes = [apple_count * tax, apple_price * tax, orange_count * tax, orange_price * tax, fruit]
# +     return fruit * tax, slopes

# %% exercise="Relu" mistake="mask the wrong way round" fails="test_forward_keeps_what_is_positive_and_zeroes_the_rest test_backward_lets_through_what_came_in_positive"
# You zeroed what is positive and kept the rest, on both ways.
# Hint: What should come out for x = 1, and what for x = -2?
# -         self.mask = x > 0
# +         self.mask = x <= 0

# %% exercise="Relu" mistake="no mask on the way back" fails="test_backward_lets_through_what_came_in_positive test_backward_agrees_with_the_numerical_gradient_on_images"
# You handed the upstream gradient on unchanged, also where forward cut the input off.
# Hint: If forward gave 0 for an element, does nudging that element change anything?
# -         return dout * self.mask
# +         return dout

# %% exercise="Relu" mistake="input overwritten with zeros" fails="test_forward_leaves_its_input_alone"
# You set elements of x itself to zero, in the array that belongs to the caller.
# Hint: Which array do you write into, and who else may still need it?
# -         return np.where(self.mask, x, 0)
# +         x[~self.mask] = 0
# +         return x

# %% exercise="Relu" mistake="sign of the upstream gradient decides" fails="test_backward_lets_through_what_came_in_positive test_backward_lets_nothing_through_at_exactly_zero"
# You cut off the negative part of dout, as if ReLU had to be applied to it.
# Hint: Which array decided in forward whether a switch is closed?
# -         return dout * self.mask
# +         return np.maximum(dout, 0)

# %% exercise="Relu" mistake="zero let through on the way back" fails="test_backward_lets_nothing_through_at_exactly_zero"
# You let the gradient through where x is exactly 0.
# Hint: What does the chapter say about the corner?
# -         self.mask = x > 0
# +         self.mask = x >= 0

# %% exercise="Relu" mistake="upstream gradient lost" fails="test_backward_lets_through_what_came_in_positive test_backward_agrees_with_the_numerical_gradient_on_images"
# You returned the slopes, 1 and 0, without what arrives from the right.
# Hint: What leaves a closed switch if 10 arrives at it?
# -         return dout * self.mask
# +         return self.mask * 1.0

# %% exercise="Relu" mistake="mask of the first batch kept forever" fails="test_backward_belongs_to_the_latest_forward"
# You remembered the mask the first time only, so that later batches go back through old switches.
# Hint: What does your layer remember after two different batches?
# -         self.mask = x > 0
# -         return np.where(self.mask, x, 0)
# +         if not hasattr(self, "mask"):
# +             self.mask = x > 0
# +         return np.where(x > 0, x, 0)

# %% exercise="Relu" mistake="mask kept on the class" fails="test_two_layers_do_not_share_what_they_remember"
# You kept the mask where all ReLU layers share it, so that the last one to run overwrites the others.
# Hint: A network has a ReLU after each hidden layer. Where does each of them keep its own mask?
# -         self.mask = x > 0
# +         Relu.mask = x > 0

# %% exercise="Relu" mistake="largest element for element-wise maximum" fails="test_forward_keeps_what_is_positive_and_zeroes_the_rest test_forward_leaves_its_input_alone"
# You took the largest elements along the first axis instead of comparing each element with 0.
# Hint: NumPy has one function that searches an array for its largest element and another that compares two.
# -         return np.where(self.mask, x, 0)
# +         return np.max(x, 0)

# %% exercise="Relu" mistake="decimals cut off by an integer zero" fails="test_forward_keeps_what_is_positive_and_zeroes_the_rest"
# You cut the decimals off where the first element is not positive: np.vectorize takes the type of its first answer, here the integer 0.
# Hint: Of which dtype is what forward returns?
# -         return np.where(self.mask, x, 0)
# +         return np.vectorize(lambda v: v if v > 0 else 0)(x)

# %% exercise="Relu" mistake="cut off at 6" fails="test_forward_keeps_what_is_positive_and_zeroes_the_rest"
# You let nothing above 6 come out, as another function, ReLU6, does.
# Hint: What should come out for x = 10?
# -         return np.where(self.mask, x, 0)
# +         return np.clip(x, 0, 6)

# %% exercise="Sigmoid" mistake="upstream gradient lost" fails="test_backward_is_the_upstream_gradient_times_the_slope test_backward_belongs_to_the_latest_forward"
# You returned the slope alone, without what arrives from the right.
# Hint: If dout were twice as large, would your answer change?
# -         return dout * self.out * (1 - self.out)
# +         return self.out * (1 - self.out)

# %% exercise="Sigmoid" mistake="sigmoid of the upstream gradient" fails="test_backward_is_the_upstream_gradient_times_the_slope test_both_ways_stay_finite_far_from_zero"
# You fed what arrives from the right to the sigmoid itself.
# Hint: Which number is squashed on the way there, and which only scaled on the way back?
# -         return dout * self.out * (1 - self.out)
# +         return sigmoid(dout)

# %% exercise="Sigmoid" mistake="slope of 1/x for the whole" fails="test_both_ways_stay_finite_far_from_zero test_backward_is_the_upstream_gradient_times_the_slope"
# You stopped after the first node of the way back, the one of the reciprocal.
# Hint: How many nodes does the small graph have, and how many local derivatives did you multiply?
# -         return dout * self.out * (1 - self.out)
# +         return -dout * self.out**2

# %% exercise="Sigmoid" mistake="slope written with the input" fails="test_backward_is_the_upstream_gradient_times_the_slope test_both_ways_stay_finite_far_from_zero"
# You put the input where the formula of the slope has the output.
# Hint: What does y stand for in y (1 - y)?
# -         self.out = sigmoid(x)
# -         return self.out
# +         self.x = x
# +         return sigmoid(x)
# -         return dout * self.out * (1 - self.out)
# +         return dout * self.x * (1 - self.x)

# %% exercise="Sigmoid" mistake="slope of the hyperbolic tangent" fails="test_backward_is_the_upstream_gradient_times_the_slope test_both_ways_stay_finite_far_from_zero"
# You used 1 minus the square of the output, the slope of another squashing curve.
# Hint: What is the slope at x = 0 by your formula, and what by the chapter's?
# -         return dout * self.out * (1 - self.out)
# +         return dout * (1 - self.out**2)

# %% exercise="Sigmoid" mistake="exponential worked out again on the way back" fails="test_both_ways_stay_finite_far_from_zero"
# You recomputed the exponential on the way back, where it overflows for a strongly negative input.
# Hint: What is 0 times infinity? And is the exponential needed at all once you have the output?
# -         self.out = sigmoid(x)
# +         self.x, self.out = x, sigmoid(x)
# -         return dout * self.out * (1 - self.out)
# +         return dout * np.exp(-self.x) * self.out**2

# %% exercise="Sigmoid" mistake="infinity divided by infinity" fails="test_both_ways_stay_finite_far_from_zero"
# You used the form whose numerator and denominator both overflow for a large x.
# Hint: Divide numerator and denominator by the same thing, so that only one of them can become large.
# -         self.out = sigmoid(x)
# +         self.out = np.exp(x) / (1 + np.exp(x))

# %% exercise="Sigmoid" mistake="exponent without its minus" fails="test_forward_is_the_sigmoid"
# You left out the minus in the exponent, so that the curve falls instead of rising.
# Hint: Should the output for a large x be near 1 or near 0?
# -         self.out = sigmoid(x)
# +         self.out = 1 / (1 + np.exp(x))

# %% exercise="Sigmoid" mistake="output kept on the class" fails="test_two_layers_do_not_share_what_they_remember"
# You kept the output where all sigmoid layers share it, so that the last one to run overwrites the others.
# Hint: Where does an object keep what belongs to it alone?
# -         self.out = sigmoid(x)
# +         Sigmoid.out = sigmoid(x)

# %% exercise="Affine" mistake="biases of the notebook instead of the layer's" fails="test_forward_multiplies_by_the_weights_and_adds_the_biases test_images_are_taken_as_rows"
# You added a b that happens to stand in the notebook, not the layer's own.
# Hint: Restart the kernel and run the cell alone. Where does each name in forward come from?
# - class Affine:
# + b = np.array([0.1, 0.2, 0.3, 0.4])
# +
# +
# + class Affine:
# -         return x.reshape(len(x), -1) @ self.W + self.b
# +         return x.reshape(len(x), -1) @ self.W + b

# %% exercise="Affine" mistake="a name that no notebook has" fails="test_forward_multiplies_by_the_weights_and_adds_the_biases test_the_gradient_of_the_input_has_its_shape_and_values test_images_are_taken_as_rows"
# You wrote b where you meant the layer's own biases, and no such name is known there.
# Hint: What did the constructor call the array that it has kept?
# -         return x.reshape(len(x), -1) @ self.W + self.b
# +         return x.reshape(len(x), -1) @ self.W + b

# %% exercise="Affine" mistake="two-dimensional input only" fails="test_images_are_taken_as_rows test_the_gradients_of_images_agree_with_the_numerical_gradients"
# You multiplied the input as it comes, which works for rows but not for pictures.
# Hint: What shape has a batch of pictures, and what shape does the matrix product need?
# -         return x.reshape(len(x), -1) @ self.W + self.b
# +         return np.dot(x, self.W) + self.b
# -         self.dW = self.x.reshape(len(self.x), -1).T @ dout
# +         self.dW = np.dot(self.x.T, dout)

# %% exercise="Affine" mistake="only four-dimensional input flattened" fails="test_images_are_taken_as_rows"
# You flattened samples of three dimensions only, so that samples of two are multiplied as they come.
# Hint: Does your flattening have to know how many dimensions a sample has?
# -         self.x = x
# -         return x.reshape(len(x), -1) @ self.W + self.b
# +         self.x = x
# +         if x.ndim == 4:
# +             x = x.reshape(x.shape[0], -1)
# +         return np.dot(x, self.W) + self.b

# %% exercise="Affine" mistake="bias gradient keeps the batch" fails="test_the_gradient_of_the_biases_has_their_shape_and_values test_an_update_in_place_reaches_the_next_batch"
# You kept the upstream gradient of each sample as the gradient of the biases.
# Hint: A gradient has the shape of the thing it belongs to. What shape has b?
# -         self.db = dout.sum(axis=0)
# +         self.db = dout

# %% exercise="Affine" mistake="bias gradient averaged over the batch" fails="test_the_gradient_of_the_biases_has_their_shape_and_values"
# You took the mean over the batch where the says of the samples add up.
# Hint: The same b is used in several places. What happens to the gradients that come back from them?
# -         self.db = dout.sum(axis=0)
# +         self.db = dout.mean(axis=0)

# %% exercise="Affine" mistake="bias gradient summed over the outputs" fails="test_the_gradient_of_the_biases_has_their_shape_and_values test_the_gradients_of_images_agree_with_the_numerical_gradients"
# You summed over the outputs and kept one number for each sample.
# Hint: Which axis of dout is the batch?
# -         self.db = dout.sum(axis=0)
# +         self.db = dout.sum(axis=1)

# %% exercise="Affine" mistake="weight gradient divided by the batch size" fails="test_the_gradient_of_the_weights_has_their_shape_and_values"
# You averaged the gradient of the weights over the batch, although the loss has done so already.
# Hint: Where in the network is the division by N, and how often should it happen?
# -         self.dW = self.x.reshape(len(self.x), -1).T @ dout
# +         self.dW = self.x.reshape(len(self.x), -1).T @ dout / len(self.x)

# %% exercise="Affine" mistake="weight gradient transposed" fails="test_the_gradient_of_the_weights_has_their_shape_and_values test_the_gradients_of_images_agree_with_the_numerical_gradients"
# You multiplied the two factors of the weight gradient the other way round, so that it lies on its side.
# Hint: What shape has W, and what shape has your gradient?
# -         self.dW = self.x.reshape(len(self.x), -1).T @ dout
# +         self.dW = dout.T @ self.x.reshape(len(self.x), -1)

# %% exercise="Affine" mistake="input gradient left flat" fails="test_the_gradients_of_images_agree_with_the_numerical_gradients"
# You returned the gradient of the flattened rows and did not fold it back into pictures.
# Hint: Which shape did the layer before send, and which shape does it expect back?
# -         return (dout @ self.W.T).reshape(self.x.shape)
# +         return dout @ self.W.T

# %% exercise="Affine" mistake="weights not transposed on the way back" fails="test_the_gradient_of_the_input_has_its_shape_and_values test_an_update_in_place_reaches_the_next_batch"
# You multiplied the upstream gradient by the weights as they are, which fits square weights only.
# Hint: There is only one way to multiply (N, M) and (D, M) that gives (N, D).
# -         return (dout @ self.W.T).reshape(self.x.shape)
# +         return (dout @ self.W).reshape(self.x.shape)

# %% exercise="Affine" mistake="copies of the weights kept" fails="test_an_update_in_place_reaches_the_next_batch"
# You kept copies of the weights and biases, so that the layer never sees them being updated.
# Hint: Learning writes into the arrays that the constructor was given. Does your layer look at those?
# -         self.W, self.b = W, b
# +         self.W, self.b = W.copy(), b.copy()

# %% exercise="Affine" mistake="gradients pile up over the batches" fails="test_an_update_in_place_reaches_the_next_batch"
# You added each batch's gradients to those of the batches before.
# Hint: How much of the gradients of an earlier batch should be left after the next backward?
# -         self.dW, self.db = None, None
# +         self.dW, self.db = np.zeros(W.shape), np.zeros(b.shape)
# -         self.dW = self.x.reshape(len(self.x), -1).T @ dout
# -         self.db = dout.sum(axis=0)
# +         self.dW += self.x.reshape(len(self.x), -1).T @ dout
# +         self.db += dout.sum(axis=0)

# %% exercise="Affine" mistake="all three gradients returned" fails="test_the_gradient_of_the_input_has_its_shape_and_values test_the_gradient_of_the_weights_has_their_shape_and_values test_the_gradient_of_the_biases_has_their_shape_and_values"
# You returned all three gradients instead of keeping two of them on the layer.
# Hint: Which gradient does the layer before need, and where will the network look for the other two?
# -         self.dW = self.x.reshape(len(self.x), -1).T @ dout
# -         self.db = dout.sum(axis=0)
# -         return (dout @ self.W.T).reshape(self.x.shape)
# +         dW = self.x.reshape(len(self.x), -1).T @ dout
# +         db = dout.sum(axis=0)
# +         return (dout @ self.W.T).reshape(self.x.shape), dW, db

# %% exercise="Affine" mistake="input kept on the class" fails="test_two_layers_do_not_share_what_they_remember"
# You kept the input where all affine layers share it, so that the last one to run overwrites the others.
# Hint: A network has several affine layers. Where does each of them keep its own input?
# -         self.x = x
# +         Affine.x = x

# %% exercise="SoftmaxWithLoss" mistake="t for the layer's own targets" fails="test_labels_give_what_their_one_hot_rows_give test_labels_of_the_latest_batch_count"
# You reached for a t that backward does not have, not for the one that the layer has kept.
# Hint: Which arguments does backward get? Where do the targets wait for it?
# -         target = np.eye(classes)[self.t] if self.t.ndim == 1 else self.t
# +         target = np.eye(classes)[t] if self.t.ndim == 1 else self.t

# %% exercise="SoftmaxWithLoss" mistake="one-hot targets only" fails="test_labels_give_what_their_one_hot_rows_give test_labels_give_the_numerical_gradient_in_a_square_batch"
# You subtracted the targets as they come, also where they are labels.
# Hint: What does y - t mean if t holds the numbers of the classes?
# -         target = np.eye(classes)[self.t] if self.t.ndim == 1 else self.t
# +         target = self.t

# %% exercise="SoftmaxWithLoss" mistake="not divided by the batch size" fails="test_one_hot_targets_give_the_numerical_gradient test_labels_give_the_numerical_gradient_in_a_square_batch"
# You left out the division by the number of samples, although the loss is their mean.
# Hint: What does the gradient become if the same batch is given twice, one below the other?
# -         return dout * (self.y - target) / samples
# +         return dout * (self.y - target)

# %% exercise="SoftmaxWithLoss" mistake="sign turned round" fails="test_one_hot_targets_give_the_numerical_gradient test_labels_give_what_their_one_hot_rows_give"
# You subtracted what the net said from what it should have said.
# Hint: A step downhill should lift the right score. Which sign must its gradient have?
# -         return dout * (self.y - target) / samples
# +         return dout * (target - self.y) / samples

# %% exercise="SoftmaxWithLoss" mistake="divided by the number of elements" fails="test_one_hot_targets_give_the_numerical_gradient test_labels_give_what_their_one_hot_rows_give"
# You divided by the number of elements, samples times classes.
# Hint: Over what is the loss averaged?
# -         return dout * (self.y - target) / samples
# +         return dout * (self.y - target) / self.y.size

# %% exercise="SoftmaxWithLoss" mistake="divided by the number of classes" fails="test_one_hot_targets_give_the_numerical_gradient test_one_hot_targets_of_the_latest_batch_count"
# You divided by the number of classes, which is right only where it equals the number of samples.
# Hint: Which axis of the scores is the batch?
# -         return dout * (self.y - target) / samples
# +         return dout * (self.y - target) / classes

# %% exercise="SoftmaxWithLoss" mistake="scores for probabilities" fails="test_one_hot_targets_give_the_numerical_gradient test_labels_give_what_their_one_hot_rows_give"
# You subtracted the targets from the scores, without the softmax between.
# Hint: What the net said, as probabilities: which array is that?
# -         self.y, self.t = softmax(x), t
# -         return cross_entropy_error(self.y, t)
# +         self.y, self.t = x, t
# +         return cross_entropy_error(softmax(x), t)

# %% exercise="SoftmaxWithLoss" mistake="loss added up over the batch" fails="test_one_hot_targets_give_the_mean_cross_entropy test_labels_give_what_their_one_hot_rows_give"
# You returned the sum of the samples' losses and not their mean.
# Hint: Should the loss grow if the same batch is given twice, one below the other?
# -         return cross_entropy_error(self.y, t)
# +         return cross_entropy_error(self.y, t) * len(x)

# %% exercise="SoftmaxWithLoss" mistake="loss averaged twice" fails="test_one_hot_targets_give_the_mean_cross_entropy test_labels_give_what_their_one_hot_rows_give"
# You divided by the batch size what cross_entropy_error has averaged already.
# Hint: What does your own function of chapter 4 return for a batch?
# -         return cross_entropy_error(self.y, t)
# +         return cross_entropy_error(self.y, t) / len(x)

# %% exercise="SoftmaxWithLoss" mistake="whole columns instead of pairs" fails="test_labels_give_what_their_one_hot_rows_give test_labels_give_the_numerical_gradient_in_a_square_batch"
# You took 1 away in every row of each column that a label names, not at one place in each row.
# Hint: One element in each row has to be reached. Which row numbers belong to the labels?
# -         target = np.eye(classes)[self.t] if self.t.ndim == 1 else self.t
# -         return dout * (self.y - target) / samples
# +         dx = self.y.copy()
# +         if self.t.ndim == 1:
# +             dx[:, self.t] -= 1
# +         else:
# +             dx -= self.t
# +         return dx / samples

# %% exercise="SoftmaxWithLoss" mistake="one-hot rows as wide as the largest label" fails="test_labels_of_the_latest_batch_count"
# You made the one-hot rows as wide as the largest label in the batch asks for.
# Hint: What if no sample of the batch belongs to the last class?
# -         target = np.eye(classes)[self.t] if self.t.ndim == 1 else self.t
# +         target = np.eye(self.t.max() + 1)[self.t] if self.t.ndim == 1 else self.t

# %% exercise="SoftmaxWithLoss" mistake="square batch of labels taken for one-hot" fails="test_labels_give_the_numerical_gradient_in_a_square_batch"
# You told labels from one-hot rows by their length, which is the same if there are as many samples as classes.
# Hint: What else differs between an array of labels and an array of one-hot rows?
# -         target = np.eye(classes)[self.t] if self.t.ndim == 1 else self.t
# +         target = self.t if self.t.shape[-1] == classes else np.eye(classes)[self.t]

# %% exercise="SoftmaxWithLoss" mistake="targets kept on the class" fails="test_two_layers_do_not_share_what_they_remember"
# You kept probabilities and targets where all loss layers share them, so that the last one to run overwrites the others.
# Hint: Where does an object keep what belongs to it alone?
# -         self.y, self.t = softmax(x), t
# +         SoftmaxWithLoss.y, SoftmaxWithLoss.t = softmax(x), t

# %% exercise="TwoLayerNet" mistake="layers on copies of the parameters" fails="test_predict_gives_scores_before_softmax test_updates_in_place_reach_the_layers_step_after_step test_numerical_gradient_measures_every_parameter"
# Your layers multiply by arrays of their own, so that they never see what is written into params.
# Hint: Learning changes the arrays in params. Are they the ones that the layers multiply by?
# -         self.affine1 = Affine(self.params["W1"], self.params["b1"])
# -         self.affine2 = Affine(self.params["W2"], self.params["b2"])
# +         self.affine1 = Affine(self.params["W1"].copy(), self.params["b1"].copy())
# +         self.affine2 = Affine(self.params["W2"].copy(), self.params["b2"].copy())

# %% exercise="TwoLayerNet" mistake="OrderedDict without its import" fails="test_parameters_fit_together_and_start_small test_predict_gives_scores_before_softmax"
# You used a name of a module that nothing imports, so that no network can be made.
# Hint: Read the NameError's last line. Does Python still need that kind of dict?
# -         self.layers = [self.affine1, Relu(), self.affine2]
# +         self.layers = OrderedDict()
# +         self.layers["Affine1"] = self.affine1
# +         self.layers["Relu1"] = Relu()
# +         self.layers["Affine2"] = self.affine2
# @ def predict
# -         for layer in self.layers:
# +         for layer in self.layers.values():
# @ def gradient
# -         for layer in reversed(self.layers):
# +         for layer in reversed(self.layers.values()):

# %% exercise="TwoLayerNet" mistake="softmax already in predict" fails="test_predict_gives_scores_before_softmax test_loss_takes_one_hot_rows_and_labels"
# You put the softmax into predict, so that the loss layer applies it a second time.
# Hint: Which layer brings its own softmax?
# -         return x
# +         return softmax(x)

# %% exercise="TwoLayerNet" mistake="no way there before the way back" fails="test_gradient_agrees_with_the_numerical_gradient_of_the_loss"
# You went back through the layers without running these samples forward first.
# Hint: What do the layers remember at the moment gradient is called?
# @ def gradient
# -         self.loss(x, t)
# -         dout = self.last.backward()
# +         dout = self.last.backward()

# %% exercise="TwoLayerNet" mistake="layers walked in forward order" fails="test_gradient_agrees_with_the_numerical_gradient_of_the_loss test_updates_in_place_reach_the_layers_step_after_step"
# You went through the layers from first to last on the way back.
# Hint: Which layer stands next to the loss?
# -         for layer in reversed(self.layers):
# +         for layer in self.layers:

# %% exercise="TwoLayerNet" mistake="activation skipped on the way back" fails="test_gradient_agrees_with_the_numerical_gradient_of_the_loss test_updates_in_place_reach_the_layers_step_after_step"
# You left the activation out on the way back, so that gradients pass through units that were switched off.
# Hint: How many layers does the picture have, and how many did you ask to go back?
# -         for layer in reversed(self.layers):
# -             dout = layer.backward(dout)
# +         self.affine1.backward(self.affine2.backward(dout))

# %% exercise="TwoLayerNet" mistake="no activation between the layers" fails="test_predict_gives_scores_before_softmax test_accuracy_counts_right_answers_for_one_hot_rows_and_labels"
# You connected the two affine layers directly, without a ReLU between them.
# Hint: What stands between the two affine layers in the picture?
# -         self.layers = [self.affine1, Relu(), self.affine2]
# +         self.layers = [self.affine1, self.affine2]

# %% exercise="TwoLayerNet" mistake="sigmoid for the activation" fails="test_predict_gives_scores_before_softmax test_loss_takes_one_hot_rows_and_labels"
# You kept the sigmoid of chapter 4's network where this one has a ReLU.
# Hint: Compare the picture of this network with the one of chapter 4.
# -         self.layers = [self.affine1, Relu(), self.affine2]
# +         self.layers = [self.affine1, Sigmoid(), self.affine2]

# %% exercise="TwoLayerNet" mistake="spread of the weights ignored" fails="test_parameters_fit_together_and_start_small"
# You drew the weights with a fixed spread, whatever weight_init_std says.
# Hint: Which of the constructor's arguments does your code never use?
# -             "W1": weight_init_std * rng.normal(size=(input_size, hidden_size)),
# +             "W1": 0.01 * rng.normal(size=(input_size, hidden_size)),
# -             "W2": weight_init_std * rng.normal(size=(hidden_size, output_size)),
# +             "W2": 0.01 * rng.normal(size=(hidden_size, output_size)),

# %% exercise="TwoLayerNet" mistake="biases drawn at random" fails="test_parameters_fit_together_and_start_small"
# You started the biases with random numbers.
# Hint: Where should the biases start?
# -             "b1": np.zeros(hidden_size),
# +             "b1": weight_init_std * rng.normal(size=hidden_size),
# -             "b2": np.zeros(output_size),
# +             "b2": weight_init_std * rng.normal(size=output_size),

# %% exercise="TwoLayerNet" mistake="accuracy as a count" fails="test_accuracy_counts_right_answers_for_one_hot_rows_and_labels"
# You returned how many samples are right and not which share of them.
# Hint: Between which two numbers does a share lie?
# -         return np.mean(self.predict(x).argmax(axis=1) == labels)
# +         return np.sum(self.predict(x).argmax(axis=1) == labels)

# %% exercise="TwoLayerNet" mistake="accuracy for one-hot targets only" fails="test_accuracy_counts_right_answers_for_one_hot_rows_and_labels"
# You looked for the largest element in each row of the targets, also where they are labels.
# Hint: In which two forms may t come?
# -         labels = t if t.ndim == 1 else t.argmax(axis=1)
# +         labels = t.argmax(axis=1)

# %% exercise="TwoLayerNet" mistake="numerical gradient of copies" fails="test_numerical_gradient_measures_every_parameter"
# Your numerical gradients are all zeros, as if nothing that was nudged reached the loss.
# Hint: Which array has to change for the loss to notice?
# -         return {name: numerical_gradient(lambda _: self.loss(x, t), p) for name, p in self.params.items()}
# +         return {name: numerical_gradient(lambda _: self.loss(x, t), p.copy()) for name, p in self.params.items()}

# %% exercise="TwoLayerNet" mistake="numerical gradient by back-propagation" fails="test_the_numerical_gradient_is_measured_and_not_propagated"
# You let back-propagation answer for the slow way too, so that comparing the two proves nothing.
# Hint: The slow way knows nothing about the layers. What is the only thing that it asks of the network?
# -         return {name: numerical_gradient(lambda _: self.loss(x, t), p) for name, p in self.params.items()}
# +         return self.gradient(x, t)

# %% exercise="TwoLayerNet" mistake="way back started without the batch size" fails="test_gradient_agrees_with_the_numerical_gradient_of_the_loss test_updates_in_place_reach_the_layers_step_after_step"
# Your gradients are added up over the samples and not shared out over the batch.
# Hint: Which layer knows how to begin the way back?
# @ def gradient
# -         self.loss(x, t)
# -         dout = self.last.backward()
# +         dout = softmax(self.predict(x)) - (t if t.ndim == 2 else np.eye(len(self.params["b2"]))[t])

# %% exercise="TwoLayerNet" mistake="gradients under each other's names" fails="test_gradient_agrees_with_the_numerical_gradient_of_the_loss test_updates_in_place_reach_the_layers_step_after_step"
# You filed the gradients of the first layer under the names of the second and the other way round.
# Hint: Which layer was built on W1?
# -             "W1": self.affine1.dW,
# -             "b1": self.affine1.db,
# -             "W2": self.affine2.dW,
# -             "b2": self.affine2.db,
# +             "W1": self.affine2.dW,
# +             "b1": self.affine2.db,
# +             "W2": self.affine1.dW,
# +             "b2": self.affine1.db,

# %% exercise="TwoLayerNet" mistake="parameters shared by all networks" fails="test_two_networks_have_parameters_of_their_own"
# You made the dict of parameters once for the class, so that every new network overwrites those of the others.
# Hint: Make two networks of different sizes and look at the parameters of the first.
# -     def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
# +     params = {}
# +
# +     def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
# -         self.params = {
# -             "W1": weight_init_std * rng.normal(size=(input_size, hidden_size)),
# -             "b1": np.zeros(hidden_size),
# -             "W2": weight_init_std * rng.normal(size=(hidden_size, output_size)),
# -             "b2": np.zeros(output_size),
# -         }
# +         self.params["W1"] = weight_init_std * rng.normal(size=(input_size, hidden_size))
# +         self.params["b1"] = np.zeros(hidden_size)
# +         self.params["W2"] = weight_init_std * rng.normal(size=(hidden_size, output_size))
# +         self.params["b2"] = np.zeros(output_size)

# %% exercise="gradient_check" mistake="agreement only, by allclose" fails="test_a_right_network_passes_whatever_the_size_of_its_gradients test_a_wrong_sign_is_a_larger_error_than_a_wrong_factor"
# You returned whether the two agree, so that True stands where an error of 0 was asked for.
# Hint: What number should stand for two gradients that agree, and what for two that have nothing in common?
def gradient_check(network, x_batch, t_batch):
    grad_numerical = network.numerical_gradient(x_batch, t_batch)
    grad_backprop = network.gradient(x_batch, t_batch)
    result = {}
    for key in grad_numerical.keys():
        diff = np.allclose(grad_backprop[key], grad_numerical[key])
        print(key + ":" + str(diff))
        result[key] = diff
    return result

# %% exercise="gradient_check" mistake="mean absolute difference" fails="test_a_right_network_passes_whatever_the_size_of_its_gradients test_a_forgotten_gradient_is_found_where_all_gradients_are_tiny"
# You averaged the absolute differences without asking how large the gradients themselves are.
# Hint: A difference of 0.0002: what if the gradients are no larger than that?
# -         gap = np.linalg.norm(fast[name] - slow[name])
# -         size = np.linalg.norm(fast[name]) + np.linalg.norm(slow[name])
# -         errors[name] = gap / size if size > 0 else 0.0
# +         errors[name] = np.average(np.abs(fast[name] - slow[name]))

# %% exercise="gradient_check" mistake="length of the difference not divided" fails="test_a_right_network_passes_whatever_the_size_of_its_gradients test_a_forgotten_gradient_is_found_where_all_gradients_are_tiny test_no_error_is_larger_than_1"
# You returned the length of the difference itself, which grows and shrinks with the gradients.
# Hint: If all gradients were a thousand times as large, should the error change?
# -         errors[name] = gap / size if size > 0 else 0.0
# +         errors[name] = gap

# %% exercise="gradient_check" mistake="all parameters lumped together" fails="test_a_forgotten_gradient_is_found_and_named test_a_parameter_without_influence_passes"
# You worked out one error for all parameters and gave it to each of them.
# Hint: One of the four is wrong. Does your answer say which?
# -     errors = {}
# -     for name in net.params:
# -         gap = np.linalg.norm(fast[name] - slow[name])
# -         size = np.linalg.norm(fast[name]) + np.linalg.norm(slow[name])
# -         errors[name] = gap / size if size > 0 else 0.0
# -     return errors
# +     ours = np.concatenate([fast[name].ravel() for name in net.params])
# +     theirs = np.concatenate([slow[name].ravel() for name in net.params])
# +     error = np.linalg.norm(ours - theirs) / (np.linalg.norm(ours) + np.linalg.norm(theirs))
# +     return dict.fromkeys(net.params, error)

# %% exercise="gradient_check" mistake="signed differences cancel" fails="test_the_right_numbers_in_wrong_places_are_found"
# You added up signed differences, where too much in one place makes up for too little in another.
# Hint: What is your error if two elements have changed places?
# -         gap = np.linalg.norm(fast[name] - slow[name])
# +         gap = abs(np.sum(fast[name] - slow[name]))

# %% exercise="gradient_check" mistake="only the lengths compared" fails="test_a_wrong_sign_is_a_larger_error_than_a_wrong_factor test_the_right_numbers_in_wrong_places_are_found"
# You compared how long the two gradients are and not where they point.
# Hint: Two arrows of one length may point in opposite directions. What is your error then?
# -         gap = np.linalg.norm(fast[name] - slow[name])
# +         gap = abs(np.linalg.norm(fast[name]) - np.linalg.norm(slow[name]))

# %% exercise="gradient_check" mistake="zero divided by zero" fails="test_a_parameter_without_influence_passes"
# You divided without asking whether both gradients are all zeros.
# Hint: What does 0 / 0 give in NumPy, and what should it be here?
# -         errors[name] = gap / size if size > 0 else 0.0
# +         errors[name] = gap / size

# %% exercise="gradient_check" mistake="one way compared with itself" fails="test_a_forgotten_gradient_is_found_and_named test_a_wrong_sign_is_a_larger_error_than_a_wrong_factor"
# Your errors are 0 for every network, as if one way had been compared with itself.
# Hint: Which two methods of the network should disagree if one of them is wrong?
# -     fast, slow = net.gradient(x, t), net.numerical_gradient(x, t)
# +     fast, slow = net.gradient(x, t), net.gradient(x, t)

# %% exercise="gradient_check" mistake="error reported as yes or no" fails="test_a_wrong_sign_is_a_larger_error_than_a_wrong_factor"
# You returned whether the error is over a limit, not how large it is.
# Hint: How would the reader tell a factor that is a little off from a wrong sign?
# -         errors[name] = gap / size if size > 0 else 0.0
# +         errors[name] = bool(gap > 1e-4 * size)

# %% exercise="gradient_check" mistake="divided by one length only" fails="test_no_error_is_larger_than_1"
# You divided by the length of one of the two gradients, so that a wrong sign gives 2.
# Hint: The difference is at most as long as what? Look at the row of the wrong sign in the table.
# -         size = np.linalg.norm(fast[name]) + np.linalg.norm(slow[name])
# +         size = np.linalg.norm(slow[name])

# %% exercise="gradient_check" mistake="only the first row compared" fails="test_a_forgotten_gradient_is_found_and_named"
# You compared the first row of each gradient, so that a mistake in any other row goes unnoticed.
# Hint: Which part of W1 could be wrong without your error saying so?
# -         gap = np.linalg.norm(fast[name] - slow[name])
# -         size = np.linalg.norm(fast[name]) + np.linalg.norm(slow[name])
# +         first, other = np.atleast_2d(fast[name])[0], np.atleast_2d(slow[name])[0]
# +         gap = np.linalg.norm(first - other)
# +         size = np.linalg.norm(first) + np.linalg.norm(other)

# %% exercise="gradient_check" mistake="median of the differences" fails="test_a_forgotten_gradient_is_found_and_named"
# You took the middle one of the differences, which is 0 as long as more than half of the elements are right.
# Hint: One number in ten is wrong. What do the others say, and whose word should count?
# -         gap = np.linalg.norm(fast[name] - slow[name])
# -         size = np.linalg.norm(fast[name]) + np.linalg.norm(slow[name])
# +         gap = np.median(np.abs(fast[name] - slow[name]))
# +         size = np.median(np.abs(fast[name]) + np.abs(slow[name]))

# %% exercise="gradient_check" mistake="x and t exchanged" fails="test_a_right_network_passes_whatever_the_size_of_its_gradients test_a_forgotten_gradient_is_found_and_named"
# You handed x and t to the network the wrong way round, in one of the two calls at least.
# Hint: In which order do the network's methods take the batch and its labels?
# -     fast, slow = net.gradient(x, t), net.numerical_gradient(x, t)
# +     fast, slow = net.gradient(x, t), net.numerical_gradient(t, x)
