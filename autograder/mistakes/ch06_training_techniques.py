"""Named wrong answers of chapter 6."""

# %% exercise="SGD" mistake="the loop gives no keys" fails="test_moves_against_the_gradient test_goes_on_step_after_step_with_every_parameter"
# What your loop gives is used as a key, but it is a pair or an array, not a name.
# Hint: What does a loop over `.items()` give, what one over `.values()`, and what one over the dict itself?
# -         for key in params:
# +         for key in params.items():

# %% exercise="SGD" mistake="nothing moves for the caller" fails="test_moves_against_the_gradient test_leaves_the_gradients_alone"
# After your update the caller's dict and its arrays are as they were: the result has gone nowhere.
# Hint: Does your line change an array that the caller has, or does it give a name to a new one?
# -         for key in params:
# -             params[key] -= self.lr * grads[key]
# +         params = {key: params[key] - self.lr * grads[key] for key in params}

# %% exercise="SGD" mistake="gradients found by position" fails="test_finds_each_gradient_by_its_name"
# Parameters and gradients are paired by their place in the two dicts, which need not have the same order.
# Hint: What do a parameter and its gradient surely share?
# -         for key in params:
# -             params[key] -= self.lr * grads[key]
# +         for w, g in zip(params.values(), grads.values()):
# +             w -= self.lr * g

# %% exercise="SGD" mistake="a step up the hill" fails="test_moves_against_the_gradient test_goes_on_step_after_step_with_every_parameter"
# Your step goes along with the gradient, so the parameter climbs towards a larger loss.
# Hint: The gradient points to where the loss grows. Which way do you want to go?
# -             params[key] -= self.lr * grads[key]
# +             params[key] += self.lr * grads[key]

# %% exercise="SGD" mistake="no learning rate in the step" fails="test_moves_against_the_gradient test_goes_on_step_after_step_with_every_parameter"
# The parameter moves by the whole gradient: the learning rate has no effect on the step.
# Hint: What should the constructor remember, and where is it used?
# -             params[key] -= self.lr * grads[key]
# +             params[key] -= grads[key]

# %% exercise="SGD" mistake="the learning rate is always 0.01" fails="test_goes_on_step_after_step_with_every_parameter"
# Every step is made with the rate 0.01, whatever rate was passed.
# Hint: Make an optimiser with a rate of 0.5. Which rate does it take?
# -         self.lr = lr
# +         self.lr = 0.01

# %% exercise="SGD" mistake="only the first parameter moves" fails="test_goes_on_step_after_step_with_every_parameter test_finds_each_gradient_by_its_name"
# The first parameter moves and the others stay, as they do if the loop is left after its first round.
# Hint: Which of your lines run once for each key? Does anything leave the loop early?
# -             params[key] -= self.lr * grads[key]
# +             params[key] -= self.lr * grads[key]
# +             return params

# %% exercise="SGD" mistake="the old value is lost" fails="test_moves_against_the_gradient test_goes_on_step_after_step_with_every_parameter"
# The new value is minus the step alone, as if `=-` were written for `-=`: the old value is not in it.
# Hint: Read the line aloud: is the old value of the parameter still in it?
# -             params[key] -= self.lr * grads[key]
# +             params[key] =- self.lr * grads[key]

# %% exercise="SGD" mistake="the gradient itself is scaled" fails="test_leaves_the_gradients_alone"
# After your update the caller finds the gradient multiplied by the learning rate: you wrote into `grads`.
# Hint: After your update, what does the caller find in `grads`?
# -             params[key] -= self.lr * grads[key]
# +             grads[key] *= self.lr
# +             params[key] -= grads[key]

# %% exercise="Momentum" mistake="only the first call moves anything" fails="test_keeps_its_velocity_from_step_to_step test_keeps_a_velocity_for_each_parameter"
# The first call is right and later ones move nothing, as if the step stood in the block that sets up the memory.
# Hint: Which of your lines must run in the first call only, and which in every call?
# -         for key in params:
# -             self.v[key] = self.momentum * self.v.get(key, 0.0) - self.lr * grads[key]
# -             params[key] += self.v[key]
# +         if not self.v:
# +             for key in params:
# +                 self.v[key] = np.zeros_like(params[key])
# +             for key in params:
# +                 self.v[key] = self.momentum * self.v[key] - self.lr * grads[key]
# +                 params[key] += self.v[key]

# %% exercise="Momentum" mistake="velocity starts as the parameter" fails="test_takes_a_plain_step_first test_keeps_its_velocity_from_step_to_step"
# The velocity starts at the value of the parameter in place of zero.
# Hint: How fast is a ball before it has been pushed?
# -             self.v[key] = self.momentum * self.v.get(key, 0.0) - self.lr * grads[key]
# +             if key not in self.v:
# +                 self.v[key] = params[key]
# +             self.v[key] = self.momentum * self.v[key] - self.lr * grads[key]

# %% exercise="Momentum" mistake="velocity starts at ones" fails="test_takes_a_plain_step_first test_keeps_its_velocity_from_step_to_step"
# Every velocity starts at 1 in place of zero, so the first step throws the weights far away.
# Hint: Look at the start row of the worked table.
# -             self.v[key] = self.momentum * self.v.get(key, 0.0) - self.lr * grads[key]
# +             if key not in self.v:
# +                 self.v[key] = np.ones_like(params[key])
# +             self.v[key] = self.momentum * self.v[key] - self.lr * grads[key]

# %% exercise="Momentum" mistake="one velocity for all parameters" fails="test_keeps_a_velocity_for_each_parameter"
# There is a single velocity that every parameter changes in turn.
# Hint: W1 and b1 do not even have the same shape. Whose velocity do you keep?
# -         self.v = {}
# +         self.v = 0.0
# @ def update
# -             self.v[key] = self.momentum * self.v.get(key, 0.0) - self.lr * grads[key]
# -             params[key] += self.v[key]
# +             self.v = self.momentum * self.v - self.lr * grads[key]
# +             params[key] += self.v

# %% exercise="Momentum" mistake="the ball is pushed uphill" fails="test_takes_a_plain_step_first test_keeps_its_velocity_from_step_to_step"
# The push has the wrong sign on its way to the parameter, so everything goes up the hill.
# Hint: Count the minus signs on the way from the gradient to the parameter. How many must there be?
# -             self.v[key] = self.momentum * self.v.get(key, 0.0) - self.lr * grads[key]
# +             self.v[key] = self.momentum * self.v.get(key, 0.0) + self.lr * grads[key]

# %% exercise="Momentum" mistake="the velocity is forgotten" fails="test_keeps_its_velocity_from_step_to_step test_keeps_a_velocity_for_each_parameter"
# Nothing is kept of the velocity from call to call, which leaves plain gradient descent.
# Hint: What does the second call find of the first one's velocity?
# -             self.v[key] = self.momentum * self.v.get(key, 0.0) - self.lr * grads[key]
# -             params[key] += self.v[key]
# +             v = np.zeros_like(params[key])
# +             v = self.momentum * v - self.lr * grads[key]
# +             params[key] += v

# %% exercise="Momentum" mistake="velocity as a weighted average" fails="test_takes_a_plain_step_first test_keeps_its_velocity_from_step_to_step"
# The gradient has the weight 1 - momentum, as in a running average; here it is not scaled down.
# Hint: With momentum 0.9 and rate 0.1, how long is the first step of the worked table?
# -             self.v[key] = self.momentum * self.v.get(key, 0.0) - self.lr * grads[key]
# +             self.v[key] = self.momentum * self.v.get(key, 0.0) - (1 - self.momentum) * self.lr * grads[key]

# %% exercise="Momentum" mistake="moved by the old velocity" fails="test_takes_a_plain_step_first test_keeps_its_velocity_from_step_to_step"
# The parameter moves by the velocity of the call before, so every push comes one call late.
# Hint: After the very first call, has anything moved?
# -             self.v[key] = self.momentum * self.v.get(key, 0.0) - self.lr * grads[key]
# -             params[key] += self.v[key]
# +             old = self.v.get(key, 0.0)
# +             params[key] += old
# +             self.v[key] = self.momentum * old - self.lr * grads[key]

# %% exercise="Momentum" mistake="friction turns the ball round" fails="test_keeps_its_velocity_from_step_to_step"
# The kept part of the velocity has the wrong sign, so the ball is turned round at every step.
# Hint: With a gradient that never changes, should the steps get longer or shorter?
# -             self.v[key] = self.momentum * self.v.get(key, 0.0) - self.lr * grads[key]
# +             self.v[key] = -self.momentum * self.v.get(key, 0.0) - self.lr * grads[key]

# %% exercise="Momentum" mistake="the gradient counted twice" fails="test_takes_a_plain_step_first test_keeps_its_velocity_from_step_to_step"
# The parameter moves by the velocity and by a plain step on top; the velocity holds that step already.
# Hint: The first step must be as long as one of plain gradient descent. How long is yours?
# -             params[key] += self.v[key]
# +             params[key] += self.v[key] - self.lr * grads[key]

# %% exercise="Momentum" mistake="velocities shared by all optimisers" fails="test_shares_nothing_with_another_optimizer"
# All optimisers of this kind share one memory of velocities, as a dict in the class body is shared.
# Hint: Make two optimisers and let only one work. What does the other one know?
# -     def __init__(self, lr=0.01, momentum=0.9):
# +     v = {}
# +
# +     def __init__(self, lr=0.01, momentum=0.9):
# -         self.v = {}

# %% exercise="Nesterov" mistake="squared momentum with the new velocity" fails="test_takes_a_longer_step_first test_keeps_its_velocity_from_step_to_step"
# The formula that wants the old velocity is given the new one.
# Hint: In which of the two formulas does the old velocity stand, and is it still there at that line?
# -             params[key] += self.momentum * self.v[key] - step
# +             params[key] += self.momentum**2 * self.v[key] - (1 + self.momentum) * step

# %% exercise="Nesterov" mistake="only plain momentum" fails="test_takes_a_longer_step_first test_keeps_its_velocity_from_step_to_step"
# The parameter moves by the velocity alone, which is Momentum: nothing looks ahead.
# Hint: Compare the first place of the worked table with that of the Momentum table.
# -             params[key] += self.momentum * self.v[key] - step
# +             params[key] += self.v[key]

# %% exercise="Nesterov" mistake="momentum not squared" fails="test_keeps_its_velocity_from_step_to_step"
# The old velocity is multiplied by the momentum once, where the formula has its square.
# Hint: Put the numbers of the second row of the table into your line.
# -             self.v[key] = self.momentum * self.v.get(key, 0.0) - step
# -             params[key] += self.momentum * self.v[key] - step
# +             old = self.v.get(key, 0.0)
# +             params[key] += self.momentum * old - (1 + self.momentum) * step
# +             self.v[key] = self.momentum * old - step

# %% exercise="Nesterov" mistake="one minus momentum in the step" fails="test_takes_a_longer_step_first test_keeps_its_velocity_from_step_to_step"
# The gradient's part is shortened to 1 - momentum, where the formula lengthens it.
# Hint: Is the first step of the table longer or shorter than a plain one?
# -             self.v[key] = self.momentum * self.v.get(key, 0.0) - step
# -             params[key] += self.momentum * self.v[key] - step
# +             old = self.v.get(key, 0.0)
# +             params[key] += self.momentum**2 * old - (1 - self.momentum) * step
# +             self.v[key] = self.momentum * old - step

# %% exercise="Nesterov" mistake="the velocity never changes" fails="test_keeps_its_velocity_from_step_to_step test_keeps_a_velocity_for_each_parameter"
# Every step is made with a velocity of 0: the new velocity does not reach the next call.
# Hint: What does the second call find of the velocity that the first one made?
# -             self.v[key] = self.momentum * self.v.get(key, 0.0) - step
# -             params[key] += self.momentum * self.v[key] - step
# +             old = self.v.get(key, 0.0)
# +             params[key] += self.momentum**2 * old - (1 + self.momentum) * step

# %% exercise="Nesterov" mistake="no plain step on top" fails="test_takes_a_longer_step_first test_keeps_its_velocity_from_step_to_step"
# The parameter moves by momentum times the new velocity alone; the plain step that belongs to it is left out.
# Hint: The first step should be 1 + momentum times a plain one. What is yours?
# -             params[key] += self.momentum * self.v[key] - step
# +             params[key] += self.momentum * self.v[key]

# %% exercise="Nesterov" mistake="velocity starts as the parameter" fails="test_takes_a_longer_step_first test_keeps_its_velocity_from_step_to_step"
# The velocity starts at the value of the parameter in place of zero.
# Hint: What is the velocity in the start row of the table?
# -             self.v[key] = self.momentum * self.v.get(key, 0.0) - step
# +             self.v[key] = self.momentum * self.v.get(key, params[key]) - step

# %% exercise="Nesterov" mistake="one velocity for all parameters" fails="test_keeps_a_velocity_for_each_parameter"
# There is a single velocity that every parameter changes in turn.
# Hint: Whose velocity does W2 find when W1 has just been moved?
# -         self.v = {}
# +         self.v = 0.0
# @ def update
# -             self.v[key] = self.momentum * self.v.get(key, 0.0) - step
# -             params[key] += self.momentum * self.v[key] - step
# +             self.v = self.momentum * self.v - step
# +             params[key] += self.momentum * self.v - step

# %% exercise="Nesterov" mistake="velocities shared by all optimisers" fails="test_shares_nothing_with_another_optimizer"
# All optimisers of this kind share one memory of velocities: a default argument or a class's dict is made once.
# Hint: Make two optimisers and let only one work. What does the other one know?
# -     def __init__(self, lr=0.01, momentum=0.9):
# +     def __init__(self, lr=0.01, momentum=0.9, v={}):
# -         self.v = {}
# +         self.v = v

# %% exercise="Nesterov" mistake="the gradient itself is scaled" fails="test_leaves_the_gradients_alone"
# After your update the caller finds the gradient multiplied by the learning rate: you wrote into `grads`.
# Hint: Is your step an array of its own, or another name for the gradient?
# -             step = self.lr * grads[key]
# +             step = grads[key]
# +             step *= self.lr

# %% exercise="AdaGrad" mistake="the loop gives no keys" fails="test_takes_a_first_step_of_the_learning_rate test_stands_a_gradient_of_zero"
# What your loop gives is used as a key, but it is a pair or an array, not a name.
# Hint: What does a loop over `.items()` give, what one over `.values()`, and what one over the dict itself?
# -         for key in params:
# +         for key in params.items():

# %% exercise="AdaGrad" mistake="no tiny number below" fails="test_stands_a_gradient_of_zero"
# The denominator is 0 where a gradient is exactly 0 in the first step, and 0 / 0 is NaN.
# Hint: What is the root for the weights of a pixel that is always black?
# -             params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)
# +             params[key] -= self.lr * grads[key] / np.sqrt(self.h[key])

# %% exercise="AdaGrad" mistake="squares multiplied into the gradient's array" fails="test_takes_a_first_step_of_the_learning_rate test_leaves_the_gradients_alone"
# The memory and the gradient are one and the same array, so what is multiplied into it damages `grads` as well.
# Hint: Two names for one array: what happens to the gradient when you change the memory in place?
# -             self.h[key] = self.h.get(key, 0.0) + grads[key] ** 2
# -             params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)
# +             if key not in self.h:
# +                 self.h[key] = grads[key]
# +             self.h[key] *= grads[key]
# +             params[key] -= self.lr * grads[key] / (np.sqrt(np.abs(self.h[key])) + 1e-7)

# %% exercise="AdaGrad" mistake="no root of the sum" fails="test_takes_a_first_step_of_the_learning_rate test_adds_up_all_squares_so_far"
# The step is divided by the sum of squares itself; the root is missing.
# Hint: In the worked example the gradient is 2 at first. By what is it divided?
# -             params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)
# +             params[key] -= self.lr * grads[key] / (self.h[key] + 1e-7)

# %% exercise="AdaGrad" mistake="only the latest square" fails="test_adds_up_all_squares_so_far test_keeps_a_sum_for_each_parameter"
# The memory holds the latest square only: nothing is added up, and every step has the same length.
# Hint: In the second row of the table the memory is 5. Where does the 4 come from?
# -             self.h[key] = self.h.get(key, 0.0) + grads[key] ** 2
# +             self.h[key] = grads[key] ** 2

# %% exercise="AdaGrad" mistake="gradients added up without squares" fails="test_takes_a_first_step_of_the_learning_rate test_adds_up_all_squares_so_far"
# The sizes of the gradients are added up, where their squares are wanted.
# Hint: With a gradient of 2, what does the memory hold after the first step?
# -             self.h[key] = self.h.get(key, 0.0) + grads[key] ** 2
# +             self.h[key] = self.h.get(key, 0.0) + np.abs(grads[key])

# %% exercise="AdaGrad" mistake="multiplied by the root" fails="test_takes_a_first_step_of_the_learning_rate test_adds_up_all_squares_so_far"
# The step is multiplied by the root, so weights that were pushed hard take larger and larger steps.
# Hint: Should a weight with large past gradients be moved more, or less?
# -             params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)
# +             params[key] -= self.lr * grads[key] * np.sqrt(self.h[key])

# %% exercise="AdaGrad" mistake="the sum starts at ones" fails="test_takes_a_first_step_of_the_learning_rate test_adds_up_all_squares_so_far"
# The sum of squares is 1 too large, as if it started at 1, so the first steps are too short.
# Hint: How long must the first step be, whatever the gradient is?
# -             self.h[key] = self.h.get(key, 0.0) + grads[key] ** 2
# +             if key not in self.h:
# +                 self.h[key] = np.ones_like(params[key])
# +             self.h[key] = self.h[key] + grads[key] ** 2

# %% exercise="AdaGrad" mistake="one sum for the whole array" fails="test_takes_a_first_step_of_the_learning_rate test_adds_up_all_squares_so_far"
# The squares of a whole array are added into one number, so all its elements share one denominator.
# Hint: Every single number should have a learning rate of its own. What shape has your memory?
# -             self.h[key] = self.h.get(key, 0.0) + grads[key] ** 2
# +             self.h[key] = self.h.get(key, 0.0) + np.sum(grads[key] ** 2)

# %% exercise="AdaGrad" mistake="sums shared by all optimisers" fails="test_shares_nothing_with_another_optimizer"
# All optimisers of this kind share one memory of sums, as a dict in the class body is shared.
# Hint: Make two optimisers and let only one work. What does the other one know?
# -     def __init__(self, lr=0.01):
# +     h = {}
# +
# +     def __init__(self, lr=0.01):
# -         self.h = {}

# %% exercise="AdaGrad" mistake="the gradient squared where it stands" fails="test_takes_a_first_step_of_the_learning_rate test_leaves_the_gradients_alone"
# The gradient is squared where it stands, so the step and the caller get squares as well.
# Hint: After the sum has been made, what is left in the gradient's array?
# -             self.h[key] = self.h.get(key, 0.0) + grads[key] ** 2
# -             params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)
# +             g = grads[key]
# +             g **= 2
# +             self.h[key] = self.h.get(key, 0.0) + g
# +             params[key] -= self.lr * g / (np.sqrt(self.h[key]) + 1e-7)

# %% exercise="RMSprop" mistake="the two weights swapped" fails="test_takes_the_first_step_of_an_average_that_starts_at_zero test_lets_the_past_fade"
# The new square has the weight that belongs to the past, and the past that of the new square.
# Hint: With a decay rate of 0.99, how much of the old average should be left after one step?
# -             square = (1 - self.decay_rate) * grads[key] ** 2
# -             self.h[key] = self.decay_rate * self.h.get(key, 0.0) + square
# +             square = self.decay_rate * grads[key] ** 2
# +             self.h[key] = (1 - self.decay_rate) * self.h.get(key, 0.0) + square

# %% exercise="RMSprop" mistake="a sum that never forgets" fails="test_takes_the_first_step_of_an_average_that_starts_at_zero test_lets_the_past_fade"
# All squares are added up as in AdaGrad; the decay rate has no effect.
# Hint: What makes the past fade in your line?
# -             square = (1 - self.decay_rate) * grads[key] ** 2
# -             self.h[key] = self.decay_rate * self.h.get(key, 0.0) + square
# +             self.h[key] = self.h.get(key, 0.0) + grads[key] ** 2

# %% exercise="RMSprop" mistake="the average stays zero" fails="test_takes_the_first_step_of_an_average_that_starts_at_zero test_lets_the_past_fade"
# The average stays 0 for ever, as if its two parts were multiplied and not added.
# Hint: What is the average after the first step? Which sign joins the old part and the new one?
# -             self.h[key] = self.decay_rate * self.h.get(key, 0.0) + square
# +             self.h[key] = self.decay_rate * self.h.get(key, 0.0) * square

# %% exercise="RMSprop" mistake="new square with full weight" fails="test_takes_the_first_step_of_an_average_that_starts_at_zero test_lets_the_past_fade"
# The past fades, but the new square is added in full, so the weights do not add up to 1.
# Hint: An average of equal numbers must be that number. Is yours?
# -             square = (1 - self.decay_rate) * grads[key] ** 2
# +             square = grads[key] ** 2

# %% exercise="RMSprop" mistake="the average starts at the first square" fails="test_takes_the_first_step_of_an_average_that_starts_at_zero test_lets_the_past_fade"
# The average starts at the first square, where it should start at zero.
# Hint: In the table the first step is three times the learning rate. How long is yours?
# -             self.h[key] = self.decay_rate * self.h.get(key, 0.0) + square
# +             self.h[key] = self.decay_rate * self.h.get(key, grads[key] ** 2) + square

# %% exercise="RMSprop" mistake="start corrected as in adam" fails="test_takes_the_first_step_of_an_average_that_starts_at_zero test_lets_the_past_fade"
# The average is corrected for its start at zero; that is Adam's cure, and RMSprop does without.
# Hint: Compare your first step with that of the table.
# -         self.h = {}
# +         self.h = {}
# +         self.t = 0
# @ def update
# -         for key in params:
# +         self.t += 1
# +         for key in params:
# -             params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)
# +             h = self.h[key] / (1 - self.decay_rate**self.t)
# +             params[key] -= self.lr * grads[key] / (np.sqrt(h) + 1e-7)

# %% exercise="RMSprop" mistake="no root of the average" fails="test_takes_the_first_step_of_an_average_that_starts_at_zero test_lets_the_past_fade"
# The step is divided by the average of the squares itself; the root is missing.
# Hint: A gradient divided by the size of a gradient is about 1. What do you divide by?
# -             params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)
# +             params[key] -= self.lr * grads[key] / (self.h[key] + 1e-7)

# %% exercise="RMSprop" mistake="no tiny number below" fails="test_stands_a_gradient_of_zero"
# The denominator is 0 where a gradient is exactly 0 in the first step, and 0 / 0 is NaN.
# Hint: What is the average for a weight that has never been pushed?
# -             params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)
# +             params[key] -= self.lr * grads[key] / np.sqrt(self.h[key])

# %% exercise="RMSprop" mistake="the average begins anew each call" fails="test_lets_the_past_fade test_keeps_an_average_for_each_parameter"
# Nothing is kept of the average from call to call, so each average knows one gradient only.
# Hint: What does the second call find of the average that the first one made?
# @ def update
# -         for key in params:
# +         self.h = {}
# +         for key in params:

# %% exercise="RMSprop" mistake="one average for all parameters" fails="test_keeps_an_average_for_each_parameter"
# There is a single average that every parameter changes in turn.
# Hint: Whose squares does W2 find when W1 has just been moved?
# -         self.h = {}
# +         self.h = 0.0
# @ def update
# -             self.h[key] = self.decay_rate * self.h.get(key, 0.0) + square
# -             params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)
# +             self.h = self.decay_rate * self.h + square
# +             params[key] -= self.lr * grads[key] / (np.sqrt(self.h) + 1e-7)

# %% exercise="Adam" mistake="averages never corrected" fails="test_takes_a_first_step_of_the_learning_rate test_goes_on_with_corrected_averages"
# The step is made with the averages as they are, although both are too small at first.
# Hint: How long is your first step, and how long is that of the table?
# -             m = self.m[key] / (1 - self.beta1**self.t)
# -             v = self.v[key] / (1 - self.beta2**self.t)
# +             m = self.m[key]
# +             v = self.v[key]

# %% exercise="Adam" mistake="calls counted once per parameter" fails="test_keeps_averages_for_each_parameter"
# The count grows with every parameter, so the second parameter believes it is the second call.
# Hint: With two parameters, what is your counter after one call?
# -         self.t += 1
# -         for key, g in grads.items():
# +         for key, g in grads.items():
# +             self.t += 1

# %% exercise="Adam" mistake="the first call is number 0" fails="test_takes_a_first_step_of_the_learning_rate test_stands_a_gradient_of_zero"
# In the first call the number of the call is 0, so both corrections divide by zero.
# Hint: Any number to the power of 0 is what? And 1 minus that?
# -         self.t += 1
# -         for key, g in grads.items():
# +         for key, g in grads.items():
# -             params[key] -= self.lr * m / (np.sqrt(v) + 1e-7)
# +             params[key] -= self.lr * m / (np.sqrt(v) + 1e-7)
# +         self.t += 1

# %% exercise="Adam" mistake="corrections written into the averages" fails="test_goes_on_with_corrected_averages test_keeps_averages_for_each_parameter"
# The corrected values are kept as the averages, so the next call corrects them again.
# Hint: In row 2 of the table, from which number does m come: 0.2 or 2?
# -             m = self.m[key] / (1 - self.beta1**self.t)
# -             v = self.v[key] / (1 - self.beta2**self.t)
# -             params[key] -= self.lr * m / (np.sqrt(v) + 1e-7)
# +             self.m[key] = self.m[key] / (1 - self.beta1**self.t)
# +             self.v[key] = self.v[key] / (1 - self.beta2**self.t)
# +             params[key] -= self.lr * self.m[key] / (np.sqrt(self.v[key]) + 1e-7)

# %% exercise="Adam" mistake="the two betas swapped" fails="test_goes_on_with_corrected_averages test_keeps_averages_for_each_parameter"
# The average of the gradients fades by beta2 and that of the squares by beta1.
# Hint: Which of the two averages should have the longer memory?
# -         self.lr, self.beta1, self.beta2 = lr, beta1, beta2
# +         self.lr, self.beta1, self.beta2 = lr, beta2, beta1

# %% exercise="Adam" mistake="only the gradients' average corrected" fails="test_takes_a_first_step_of_the_learning_rate test_goes_on_with_corrected_averages"
# The average of the gradients is corrected, and that of the squares is left too small.
# Hint: Both averages start at zero. How many of them do you correct?
# -             v = self.v[key] / (1 - self.beta2**self.t)
# +             v = self.v[key]

# %% exercise="Adam" mistake="a correction that never fades" fails="test_goes_on_with_corrected_averages test_keeps_averages_for_each_parameter"
# Every call divides by the same two numbers; they are right in the first one only.
# Hint: By what does the second call of the table divide m?
# -             m = self.m[key] / (1 - self.beta1**self.t)
# -             v = self.v[key] / (1 - self.beta2**self.t)
# +             m = self.m[key] / (1 - self.beta1)
# +             v = self.v[key] / (1 - self.beta2)

# %% exercise="Adam" mistake="beta times t for a power" fails="test_goes_on_with_corrected_averages test_keeps_averages_for_each_parameter"
# Each beta is multiplied by the number of the call, where it has to be raised to that power.
# Hint: In the second call with 0.9, is the share that is missing 1.8 or 0.81?
# -             m = self.m[key] / (1 - self.beta1**self.t)
# -             v = self.v[key] / (1 - self.beta2**self.t)
# +             m = self.m[key] / (1 - self.beta1 * self.t)
# +             v = self.v[key] / (1 - self.beta2 * self.t)

# %% exercise="Adam" mistake="no root of the squares' average" fails="test_takes_a_first_step_of_the_learning_rate test_goes_on_with_corrected_averages"
# The step is divided by the average of the squares itself; the root is missing.
# Hint: In the first row of the table 2 is divided by 2. Where does the second 2 come from?
# -             params[key] -= self.lr * m / (np.sqrt(v) + 1e-7)
# +             params[key] -= self.lr * m / (v + 1e-7)

# %% exercise="Adam" mistake="new values with full weight" fails="test_takes_a_first_step_of_the_learning_rate test_goes_on_with_corrected_averages"
# Each new gradient and square is added in full, so the two weights of an average do not add up to 1.
# Hint: What is m after the first row of the table, 2 or 0.2?
# -             self.m[key] = self.beta1 * self.m.get(key, 0.0) + (1 - self.beta1) * g
# -             self.v[key] = self.beta2 * self.v.get(key, 0.0) + (1 - self.beta2) * g**2
# +             self.m[key] = self.beta1 * self.m.get(key, 0.0) + g
# +             self.v[key] = self.beta2 * self.v.get(key, 0.0) + g**2

# %% exercise="Adam" mistake="the square of the average" fails="test_takes_a_first_step_of_the_learning_rate test_goes_on_with_corrected_averages"
# What is averaged is the square of m, where the square of the gradient belongs.
# Hint: The average of squares and the square of an average: which one is asked for?
# -             self.v[key] = self.beta2 * self.v.get(key, 0.0) + (1 - self.beta2) * g**2
# +             self.v[key] = self.beta2 * self.v.get(key, 0.0) + (1 - self.beta2) * self.m[key] ** 2

# %% exercise="Adam" mistake="averages shared by all optimisers" fails="test_shares_nothing_with_another_optimizer"
# All optimisers of this kind share the memory of the averages, as dicts in the class body are shared.
# Hint: Make two optimisers and let only one work. What does the other one know?
# -     def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
# +     m, v = {}, {}
# +
# +     def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
# -         self.t, self.m, self.v = 0, {}, {}
# +         self.t = 0

# %% exercise="xavier_std" mistake="variance for standard deviation" fails="test_keeps_the_size_of_a_signal test_halves_with_four_times_the_inputs"
# The result is the variance of the weights, and their standard deviation is asked for.
# Hint: What has to be done to a variance to get a standard deviation?
# -     return 1 / np.sqrt(n)
# +     return 1 / n

# %% exercise="xavier_std" mistake="twice the variance, as for relu" fails="test_keeps_the_size_of_a_signal"
# The variance is doubled, which is the rule for layers with ReLU behind them.
# Hint: What must 100 inputs give?
# -     return 1 / np.sqrt(n)
# +     return np.sqrt(2 / n)

# %% exercise="xavier_std" mistake="the root itself, not one over it" fails="test_keeps_the_size_of_a_signal test_halves_with_four_times_the_inputs"
# The result is the root of the number of inputs, which grows where the spread must shrink.
# Hint: Should a neuron with more inputs have larger or smaller weights?
# -     return 1 / np.sqrt(n)
# +     return np.sqrt(n)

# %% exercise="xavier_std" mistake="power before the division" fails="test_keeps_the_size_of_a_signal test_halves_with_four_times_the_inputs"
# The result is half of 1 / n, as `n ** -1 / 2` gives it: the power is taken before the division.
# Hint: Which comes first in Python, a power or a division?
# -     return 1 / np.sqrt(n)
# +     return n ** -1 / 2

# %% exercise="xavier_std" mistake="the root cut to a whole number" fails="test_keeps_the_size_of_a_signal"
# The root is cut to a whole number, so only square numbers of inputs come out right.
# Hint: Try it with 10 inputs.
# -     return 1 / np.sqrt(n)
# +     return 1 / int(np.sqrt(n))

# %% exercise="xavier_std" mistake="weights drawn, not their spread" fails="test_keeps_the_size_of_a_signal test_halves_with_four_times_the_inputs"
# The result is drawn at random; the function is asked for the number that says how far weights spread.
# Hint: Call it twice with the same n. Should the two results differ?
# -     return 1 / np.sqrt(n)
# +     return np.random.randn() / np.sqrt(n)

# %% exercise="he_std" mistake="variance for standard deviation" fails="test_makes_up_for_the_half_that_relu_cuts test_halves_with_four_times_the_inputs"
# The result is the variance of the weights, and their standard deviation is asked for.
# Hint: What has to be done to a variance to get a standard deviation?
# -     return np.sqrt(2 / n)
# +     return 2 / n

# %% exercise="he_std" mistake="the 2 outside of the root" fails="test_makes_up_for_the_half_that_relu_cuts"
# The spread is twice that of Xavier, where the variance should be doubled.
# Hint: What do your 50 inputs give, and what does the example say?
# -     return np.sqrt(2 / n)
# +     return 2 / np.sqrt(n)

# %% exercise="he_std" mistake="the 2 left out" fails="test_makes_up_for_the_half_that_relu_cuts"
# The result is the spread for sigmoid layers: nothing makes up for the half that ReLU cuts.
# Hint: How much of the mean square is left behind a ReLU?
# -     return np.sqrt(2 / n)
# +     return np.sqrt(1 / n)

# %% exercise="he_std" mistake="root of the 2 alone" fails="test_makes_up_for_the_half_that_relu_cuts test_halves_with_four_times_the_inputs"
# The root is taken of the 2 alone, and divided by the whole number of inputs.
# Hint: What exactly stands under the root?
# -     return np.sqrt(2 / n)
# +     return np.sqrt(2) / n

# %% exercise="he_std" mistake="half the inputs under the root" fails="test_makes_up_for_the_half_that_relu_cuts test_halves_with_four_times_the_inputs"
# The fraction under the root is turned round, so the spread grows with the number of inputs.
# Hint: Should a neuron with more inputs have larger or smaller weights?
# -     return np.sqrt(2 / n)
# +     return np.sqrt(n / 2)

# %% exercise="he_std" mistake="a division of whole numbers" fails="test_makes_up_for_the_half_that_relu_cuts test_halves_with_four_times_the_inputs"
# The division drops what is behind the point, which gives 0 for any n above 2.
# Hint: What is 2 // 50, and what is 2 / 50?
# -     return np.sqrt(2 / n)
# +     return np.sqrt(2 // n)

# %% exercise="init_weights" mistake="number of outputs for inputs" fails="test_he_follows_the_number_of_inputs test_xavier_follows_the_number_of_inputs"
# The spread is worked out from the layer's number of outputs.
# Hint: Over how many products does one neuron of the layer add up?
# -         std = spread[kind](n) if isinstance(kind, str) else kind
# +         std = spread[kind](m) if isinstance(kind, str) else kind

# %% exercise="init_weights" mistake="all weights positive" fails="test_he_follows_the_number_of_inputs test_a_number_is_the_spread_itself"
# No weight is negative: the numbers are drawn evenly from 0 upwards, and their spread is another one.
# Hint: Which random numbers have mean 0 and spread 1?
# -         params[f"W{i}"] = std * rng.standard_normal((n, m))
# +         params[f"W{i}"] = std * rng.random((n, m))

# %% exercise="init_weights" mistake="the generator is not used" fails="test_the_same_generator_gives_the_same_weights"
# The weights do not follow the generator that is passed; they come from another one.
# Hint: With the same seed, do you get the same weights again?
# -         params[f"W{i}"] = std * rng.standard_normal((n, m))
# +         params[f"W{i}"] = std * np.random.randn(n, m)

# %% exercise="init_weights" mistake="always the same seed" fails="test_the_same_generator_gives_the_same_weights"
# The weights are the same whatever generator is passed, as with a seed of your own.
# Hint: With another generator, do the weights change?
# -     rng = rng or np.random.default_rng()
# +     rng = np.random.default_rng(0)

# %% exercise="init_weights" mistake="rows and columns swapped" fails="test_shapes_chain_from_layer_to_layer"
# The weights have a row for each output, and they should have a row for each input.
# Hint: A batch x has a column for each input. Can x @ W1 be computed?
# -         params[f"W{i}"] = std * rng.standard_normal((n, m))
# +         params[f"W{i}"] = std * rng.standard_normal((m, n))

# %% exercise="init_weights" mistake="biases drawn at random" fails="test_biases_start_at_zero"
# The biases are random numbers as well; they start at zero.
# Hint: What does the table say about b1?
# -         params[f"b{i}"] = np.zeros(m)
# +         params[f"b{i}"] = std * rng.standard_normal(m)

# %% exercise="init_weights" mistake="biases as tables with one row" fails="test_shapes_chain_from_layer_to_layer test_biases_start_at_zero"
# The biases have two axes, and they should have one.
# Hint: How many numbers stand in the shape of b1 in the table?
# -         params[f"b{i}"] = np.zeros(m)
# +         params[f"b{i}"] = np.zeros((1, m))

# %% exercise="init_weights" mistake="layers counted from zero" fails="test_shapes_chain_from_layer_to_layer test_biases_start_at_zero"
# The first layer has the number 0, so W1 holds the weights of the second one.
# Hint: Which name has the first matrix of the table?
# -     for i, (n, m) in enumerate(pairwise(sizes), start=1):
# +     for i, (n, m) in enumerate(pairwise(sizes)):

# %% exercise="init_weights" mistake="the last layer is missing" fails="test_shapes_chain_from_layer_to_layer test_biases_start_at_zero"
# There is one layer too few: two sizes make one layer, three make two.
# Hint: How many pairs of neighbours have three numbers?
# -     for i, (n, m) in enumerate(pairwise(sizes), start=1):
# +     for i, (n, m) in enumerate(pairwise(sizes[:-1]), start=1):

# %% exercise="init_weights" mistake="the net's inputs for every layer" fails="test_he_follows_the_number_of_inputs test_xavier_follows_the_number_of_inputs"
# The spread of every layer is worked out from the number of inputs of the whole net.
# Hint: How many inputs has the second layer?
# -         std = spread[kind](n) if isinstance(kind, str) else kind
# +         std = spread[kind](sizes[0]) if isinstance(kind, str) else kind

# %% exercise="init_weights" mistake="spread squared into a variance" fails="test_he_follows_the_number_of_inputs test_a_number_is_the_spread_itself"
# The weights spread by the square of what was asked for, as if a variance were wanted.
# Hint: By what do you multiply standard normal numbers, by the spread or by its square?
# -         params[f"W{i}"] = std * rng.standard_normal((n, m))
# +         params[f"W{i}"] = rng.normal(0, std**2, (n, m))

# %% exercise="init_weights" mistake="spread added, not multiplied" fails="test_he_follows_the_number_of_inputs test_a_number_is_the_spread_itself"
# What should be the spread of the weights is their mean, and their spread is still 1.
# Hint: Which argument of the generator's `normal` comes first?
# -         params[f"W{i}"] = std * rng.standard_normal((n, m))
# +         params[f"W{i}"] = rng.normal(std, 1.0, (n, m))

# %% exercise="init_weights" mistake="an even draw with that spread" fails="test_he_follows_the_number_of_inputs test_a_number_is_the_spread_itself"
# The weights have the right spread, but are drawn evenly between two bounds; they should be normally distributed.
# Hint: In a histogram of W1, do you see a box or a bell?
# -         params[f"W{i}"] = std * rng.standard_normal((n, m))
# +         params[f"W{i}"] = rng.uniform(-np.sqrt(3) * std, np.sqrt(3) * std, (n, m))

# %% exercise="init_weights" mistake="a number is not understood" fails="test_a_number_is_the_spread_itself"
# A plain number is taken for one of the kinds that have a name.
# Hint: What does your function do with 0.05 in place of a name?
# -         std = spread[kind](n) if isinstance(kind, str) else kind
# +         std = he_std(n) if kind in ("he", "relu") else xavier_std(n)

# %% exercise="BatchNormalization" mistake="the running mean stays zero" fails="test_training_keeps_running_statistics"
# The running mean stays 0 for ever, as if its two parts were multiplied and not added.
# Hint: What is the running mean after one batch? Which sign joins the old part and the new one?
# -             self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mean
# +             self.running_mean = self.momentum * self.running_mean * (1 - self.momentum) * mean

# %% exercise="BatchNormalization" mistake="running statistics change in evaluation" fails="test_evaluation_changes_nothing"
# The running statistics change in every call, also in evaluation.
# Hint: May looking at the test data change the net?
# -         mean, var = self.running_mean, self.running_var
# -         if train_flg:
# -             mean, var = flat.mean(axis=0), flat.var(axis=0)
# -             self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mean
# -             self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
# +         mean, var = flat.mean(axis=0), flat.var(axis=0)
# +         self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mean
# +         self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
# +         if not train_flg:
# +             mean, var = self.running_mean, self.running_var

# %% exercise="BatchNormalization" mistake="mean and variance constant in backward" fails="test_backward_returns_the_gradient_of_the_input test_images_are_normalised_pixel_by_pixel"
# The gradient flows through the value alone, as if mean and variance did not depend on x.
# Hint: If one sample of the batch grows, what else changes besides its own value?
# -         dx = (dxn - dxn.mean(axis=0) - self.xn * (dxn * self.xn).mean(axis=0)) / self.std
# +         dx = dxn / self.std

# %% exercise="BatchNormalization" mistake="variance constant in backward" fails="test_backward_returns_the_gradient_of_the_input test_images_are_normalised_pixel_by_pixel"
# The gradient flows back through the mean, but not through the variance.
# Hint: x acts on the output in three ways. Which of them are in your line?
# -         dx = (dxn - dxn.mean(axis=0) - self.xn * (dxn * self.xn).mean(axis=0)) / self.std
# +         dx = (dxn - dxn.mean(axis=0)) / self.std

# %% exercise="BatchNormalization" mistake="gamma left out of dx" fails="test_backward_returns_the_gradient_of_the_input"
# dx is worked out as if gamma were 1; on their way forward the normalised values were multiplied by it.
# Hint: What did forward do to the normalised value before it added beta?
# -         dxn = flat * self.gamma
# +         dxn = flat

# %% exercise="BatchNormalization" mistake="sums for means in dx" fails="test_backward_returns_the_gradient_of_the_input"
# dx has sums over the batch where the formula has means.
# Hint: What does the bar over d mean in the formula?
# -         dx = (dxn - dxn.mean(axis=0) - self.xn * (dxn * self.xn).mean(axis=0)) / self.std
# +         dx = (dxn - dxn.sum(axis=0) - self.xn * (dxn * self.xn).sum(axis=0)) / self.std

# %% exercise="BatchNormalization" mistake="normalised along the rows" fails="test_training_normalises_each_neuron_over_the_batch test_training_keeps_running_statistics"
# Mean and variance are taken over the neurons of each sample; they belong over the samples of each neuron.
# Hint: Look at the picture: along the rows, or down the columns?
# -         mean, var = self.running_mean, self.running_var
# -         if train_flg:
# -             mean, var = flat.mean(axis=0), flat.var(axis=0)
# -             self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mean
# -             self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
# +         mean, var = self.running_mean, self.running_var
# +         if train_flg:
# +             mean, var = flat.mean(axis=1, keepdims=True), flat.var(axis=1, keepdims=True)
# +             self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mean.mean()
# +             self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var.mean()

# %% exercise="BatchNormalization" mistake="one mean for the whole batch" fails="test_training_normalises_each_neuron_over_the_batch test_training_keeps_running_statistics"
# There is a single mean and variance of all values together, not one pair for each neuron.
# Hint: How many means does a batch with three neurons have?
# -             mean, var = flat.mean(axis=0), flat.var(axis=0)
# +             mean, var = flat.mean(), flat.var()

# %% exercise="BatchNormalization" mistake="divided by the variance" fails="test_training_normalises_each_neuron_over_the_batch test_evaluation_uses_the_running_statistics"
# The values are divided by the variance, where the standard deviation belongs.
# Hint: What spread have your normalised values?
# -         self.std = np.sqrt(var + 1e-6)
# +         self.std = var + 1e-6

# %% exercise="BatchNormalization" mistake="beta never added" fails="test_training_normalises_each_neuron_over_the_batch test_evaluation_uses_the_running_statistics"
# The normalised values are scaled, but not shifted by beta.
# Hint: What is the mean of a neuron's output supposed to be?
# -         return (self.gamma * self.xn + self.beta).reshape(x.shape)
# +         return (self.gamma * self.xn).reshape(x.shape)

# %% exercise="BatchNormalization" mistake="no tiny number below" fails="test_training_normalises_each_neuron_over_the_batch"
# For a neuron that gives the same value for the whole batch the denominator is 0, and 0 / 0 is NaN.
# Hint: What is the variance of a pixel that is always black?
# -         self.std = np.sqrt(var + 1e-6)
# +         self.std = np.sqrt(var)

# %% exercise="BatchNormalization" mistake="running weights swapped" fails="test_training_keeps_running_statistics"
# The batch has the weight of the running statistics, and they have that of the batch.
# Hint: With a momentum of 0.9, how much of the old value should be left after one batch?
# -             self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mean
# -             self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
# +             self.running_mean = (1 - self.momentum) * self.running_mean + self.momentum * mean
# +             self.running_var = (1 - self.momentum) * self.running_var + self.momentum * var

# %% exercise="BatchNormalization" mistake="variance divided by N minus 1" fails="test_training_normalises_each_neuron_over_the_batch test_training_keeps_running_statistics"
# The squares are divided by N - 1, the sample variance; here the variance is divided by N.
# Hint: What is the variance of [1, 3] in the example?
# -             mean, var = flat.mean(axis=0), flat.var(axis=0)
# +             mean, var = flat.mean(axis=0), flat.var(axis=0, ddof=1)

# %% exercise="BatchNormalization" mistake="running variance starts at ones" fails="test_training_keeps_running_statistics"
# The running variance starts at 1, and both statistics start at 0 here.
# Hint: What is the running variance of the example after one batch?
# -         self.running_var = np.zeros_like(gamma) if running_var is None else running_var
# +         self.running_var = np.ones_like(gamma) if running_var is None else running_var

# %% exercise="BatchNormalization" mistake="running variance keeps the root" fails="test_training_keeps_running_statistics"
# The running variance averages standard deviations, not variances.
# Hint: What does evaluation do with the running variance before it divides?
# -             self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
# +             self.running_var = self.momentum * self.running_var + (1 - self.momentum) * np.sqrt(var)

# %% exercise="BatchNormalization" mistake="evaluation uses its own batch" fails="test_evaluation_uses_the_running_statistics"
# Evaluation normalises with the batch's own mean and variance, too.
# Hint: What is left of a single digit that is normalised with its own mean?
# -         mean, var = self.running_mean, self.running_var
# +         mean, var = flat.mean(axis=0), flat.var(axis=0)

# %% exercise="BatchNormalization" mistake="given running statistics ignored" fails="test_evaluation_uses_the_running_statistics"
# The running statistics always start at zero, although others may be passed.
# Hint: Which arguments of the constructor have you not used?
# -         self.running_mean = np.zeros_like(gamma) if running_mean is None else running_mean
# -         self.running_var = np.zeros_like(gamma) if running_var is None else running_var
# +         self.running_mean, self.running_var = np.zeros_like(gamma), np.zeros_like(gamma)

# %% exercise="BatchNormalization" mistake="gamma and beta gradients averaged" fails="test_backward_sets_the_gradients_of_gamma_and_beta"
# The gradients of gamma and beta are averages over the batch, and they should be sums.
# Hint: Every sample adds to the loss through the same gamma. Are its contributions added or averaged?
# -         self.dbeta = flat.sum(axis=0)
# -         self.dgamma = (flat * self.xn).sum(axis=0)
# +         self.dbeta = flat.mean(axis=0)
# +         self.dgamma = (flat * self.xn).mean(axis=0)

# %% exercise="BatchNormalization" mistake="images come out flat" fails="test_images_are_normalised_pixel_by_pixel"
# Images come out flat: the result is not brought back to the shape of what came in.
# Hint: What shape does the next layer expect?
# -         return (self.gamma * self.xn + self.beta).reshape(x.shape)
# +         return self.gamma * self.xn + self.beta
# -         return dx.reshape(dout.shape)
# +         return dx

# %% exercise="BatchNormalization" mistake="the input itself is normalised" fails="test_training_normalises_each_neuron_over_the_batch"
# The mean is subtracted where the input stands, so the caller's array is changed.
# Hint: After forward, what does the caller find in x?
# -         self.xn = (flat - mean) / self.std
# +         flat -= mean
# +         self.xn = flat / self.std

# %% exercise="MultiLayerNet" mistake="weight decay missing in the gradient" fails="test_gradient_with_weight_decay"
# The penalty is in the loss, but its derivative is not in the gradient, so nothing decays.
# Hint: What would the gradient check of chapter 4 say?
# -                 grads[f"W{i}"] = layer.dW + self.weight_decay_lambda * layer.W
# +                 grads[f"W{i}"] = layer.dW

# %% exercise="MultiLayerNet" mistake="weight decay missing in the loss" fails="test_weight_decay_adds_to_the_loss test_gradient_with_weight_decay"
# The decay is in the gradient, but the penalty is not in the loss.
# Hint: Of which loss is your gradient the derivative?
# -         return self.last_layer.forward(self.predict(x), t) + penalty
# +         return self.last_layer.forward(self.predict(x), t)

# %% exercise="MultiLayerNet" mistake="penalty without the half" fails="test_weight_decay_adds_to_the_loss test_gradient_with_weight_decay"
# The half is missing in the penalty, and the decay of the gradient is twice as large to match.
# Hint: By how much does the loss grow in the example with the weights 3 and 4?
# -         penalty = 0.5 * self.weight_decay_lambda * squares
# +         penalty = self.weight_decay_lambda * squares
# -                 grads[f"W{i}"] = layer.dW + self.weight_decay_lambda * layer.W
# +                 grads[f"W{i}"] = layer.dW + 2 * self.weight_decay_lambda * layer.W

# %% exercise="MultiLayerNet" mistake="half the decay in the gradient" fails="test_gradient_with_weight_decay"
# The decay of the gradient is half of what it should be, as if the half of the penalty stayed in its derivative.
# Hint: What is the derivative of half a square?
# -                 grads[f"W{i}"] = layer.dW + self.weight_decay_lambda * layer.W
# +                 grads[f"W{i}"] = layer.dW + 0.5 * self.weight_decay_lambda * layer.W

# %% exercise="MultiLayerNet" mistake="biases decay as well" fails="test_weight_decay_adds_to_the_loss test_gradient_with_weight_decay"
# The biases are part of the penalty; only weights count.
# Hint: Which parameters does the text leave out, and why?
# -         squares = sum(np.sum(p**2) for key, p in self.params.items() if key.startswith("W"))
# +         squares = sum(np.sum(p**2) for p in self.params.values())
# -                 grads[f"b{i}"] = layer.db
# +                 grads[f"b{i}"] = layer.db + self.weight_decay_lambda * layer.b

# %% exercise="MultiLayerNet" mistake="only the first layer decays" fails="test_weight_decay_adds_to_the_loss"
# Only the weights of the first layer are part of the penalty.
# Hint: Over which layers does the first sum of the formula run?
# -         squares = sum(np.sum(p**2) for key, p in self.params.items() if key.startswith("W"))
# +         squares = np.sum(self.params["W1"] ** 2)

# %% exercise="MultiLayerNet" mistake="square of the sum" fails="test_weight_decay_adds_to_the_loss"
# The weights are added up before they are squared, so positive and negative ones cancel.
# Hint: With the weights 3 and -3, how large is your penalty?
# -         squares = sum(np.sum(p**2) for key, p in self.params.items() if key.startswith("W"))
# +         squares = sum(np.sum(p) ** 2 for key, p in self.params.items() if key.startswith("W"))

# %% exercise="MultiLayerNet" mistake="penalty divided by the batch" fails="test_weight_decay_adds_to_the_loss test_gradient_with_weight_decay"
# The penalty is divided by the number of samples; it does not depend on the batch.
# Hint: Does the formula of the penalty know how many samples there are?
# -         penalty = 0.5 * self.weight_decay_lambda * squares
# +         penalty = 0.5 * self.weight_decay_lambda * squares / len(x)

# %% exercise="MultiLayerNet" mistake="an activation behind the last layer" fails="test_loss_and_accuracy_of_a_relu_net test_loss_of_a_sigmoid_net"
# There is an activation behind every layer, also behind the last one.
# Hint: What comes directly before SoftmaxWithLoss in the picture?
# -             if i < len(sizes) - 1:
# +             if i < len(sizes):

# %% exercise="MultiLayerNet" mistake="always relu" fails="test_loss_of_a_sigmoid_net test_gradient_without_weight_decay"
# The hidden layers have a ReLU behind them, whatever activation was asked for.
# Hint: Where do you use the argument `activation`?
# -                 self.layers[f"Activation{i}"] = Relu() if activation == "relu" else Sigmoid()
# +                 self.layers[f"Activation{i}"] = Relu()

# %% exercise="MultiLayerNet" mistake="one activation for all layers" fails="test_gradient_without_weight_decay test_gradient_with_weight_decay"
# One and the same activation object stands behind every layer, and it remembers only the latest forward.
# Hint: Which mask or output does the first activation find when backward comes to it?
# -         self.layers = {}
# +         self.layers = {}
# +         bend = Relu() if activation == "relu" else Sigmoid()
# -                 self.layers[f"Activation{i}"] = Relu() if activation == "relu" else Sigmoid()
# +                 self.layers[f"Activation{i}"] = bend

# %% exercise="MultiLayerNet" mistake="start of the weights ignored" fails="test_starts_with_the_parameters_of_every_layer"
# The argument that says how the weights start has no effect.
# Hint: What does `init_weights` take if it is not told a kind?
# -         self.params = init_weights(sizes, weight_init_std, rng)
# +         self.params = init_weights(sizes, rng=rng)

# %% exercise="MultiLayerNet" mistake="layers with copies of the parameters" fails="test_loss_and_accuracy_of_a_relu_net test_learns_three_clusters"
# The layers work with arrays of their own, so an update of `params` does not reach them.
# Hint: After an optimiser has changed `params`, which weights do the layers use?
# -             self.layers[f"Affine{i}"] = Affine(self.params[f"W{i}"], self.params[f"b{i}"])
# +             self.layers[f"Affine{i}"] = Affine(self.params[f"W{i}"].copy(), self.params[f"b{i}"].copy())

# %% exercise="MultiLayerNet" mistake="softmax already in predict" fails="test_loss_and_accuracy_of_a_relu_net test_loss_of_a_sigmoid_net"
# `predict` gives probabilities in place of scores, and the last layer turns them into probabilities once more.
# Hint: What does SoftmaxWithLoss expect, scores or probabilities?
# @ def predict
# -         return x
# +         e = np.exp(x - x.max(axis=1, keepdims=True))
# +         return e / e.sum(axis=1, keepdims=True)

# %% exercise="MultiLayerNet" mistake="best sample of each class" fails="test_loss_and_accuracy_of_a_relu_net test_learns_three_clusters"
# The maximum is taken down the columns, which finds a sample for each class, not a class for each sample.
# Hint: Along which axis do the classes lie?
# -         return np.mean(self.predict(x).argmax(axis=1) == labels)
# +         return np.mean(self.predict(x).argmax(axis=0)[labels] == np.arange(len(labels)))

# %% exercise="MultiLayerNet" mistake="one-hot targets compared as they are" fails="test_loss_and_accuracy_of_a_relu_net"
# Class numbers are compared with one-hot rows as they are, not with the classes that the rows stand for.
# Hint: What does accuracy get if the targets come as rows of zeros and a one?
# -         labels = t if t.ndim == 1 else t.argmax(axis=1)
# +         labels = t

# %% exercise="Dropout" mistake="scaled in training and in evaluation" fails="test_training_does_not_scale_what_is_kept test_backward_passes_where_forward_passed"
# Training divides by the kept share and evaluation multiplies by it: one of the two is too much.
# Hint: Where does this course scale, in training or in evaluation?
# -         return x * self.mask
# +         return x * self.mask / (1 - self.dropout_ratio)

# %% exercise="Dropout" mistake="inverted dropout in both modes" fails="test_training_does_not_scale_what_is_kept test_evaluation_scales_every_value"
# Training scales and evaluation does not; that is the other custom, and this course follows the book.
# Hint: Read again where the book scales.
# -             return x * (1 - self.dropout_ratio)
# +             return x
# -         return x * self.mask
# +         return x * self.mask / (1 - self.dropout_ratio)
# -         return dout * self.mask
# +         return dout * self.mask / (1 - self.dropout_ratio)

# %% exercise="Dropout" mistake="scaled in neither mode" fails="test_evaluation_scales_every_value"
# Evaluation returns x as it is, so the next layer gets more than it was trained on.
# Hint: How much of x arrives on average in training? And in evaluation?
# -             return x * (1 - self.dropout_ratio)
# +             return x

# %% exercise="Dropout" mistake="a new mask in backward" fails="test_backward_passes_where_forward_passed"
# The mask of backward has nothing to do with the one of forward.
# Hint: Through which neurons did the signal pass? How can backward know?
# -         return dout * self.mask
# +         return dout * (self.rng.random(dout.shape) > self.dropout_ratio)

# %% exercise="Dropout" mistake="kept and dropped share swapped" fails="test_training_drops_the_given_share"
# The share that should be dropped is kept, and the other one is dropped.
# Hint: With a ratio of 0.2, how many neurons of ten does your mask switch off?
# -         self.mask = self.rng.random(x.shape) > self.dropout_ratio
# +         self.mask = self.rng.random(x.shape) < self.dropout_ratio

# %% exercise="Dropout" mistake="scaled by the dropped share" fails="test_evaluation_scales_every_value"
# Evaluation multiplies by the share that is dropped in place of the share that is kept.
# Hint: With a ratio of 0.1, should evaluation return nearly everything or nearly nothing?
# -             return x * (1 - self.dropout_ratio)
# +             return x * self.dropout_ratio

# %% exercise="Dropout" mistake="one mask row for all samples" fails="test_every_element_is_dropped_on_its_own"
# One row of the mask is used for every sample of the batch.
# Hint: How many random numbers does a batch of 10 samples with 5 neurons need?
# -         self.mask = self.rng.random(x.shape) > self.dropout_ratio
# +         self.mask = np.zeros(x.shape, dtype=bool) | (self.rng.random(x.shape[1:]) > self.dropout_ratio)

# %% exercise="Dropout" mistake="bell-shaped numbers for the mask" fails="test_training_drops_the_given_share"
# The share that is dropped is that of normally distributed numbers, half of which are negative.
# Hint: Which random numbers lie between 0 and 1?
# -         self.mask = self.rng.random(x.shape) > self.dropout_ratio
# +         self.mask = self.rng.standard_normal(x.shape) > self.dropout_ratio

# %% exercise="Dropout" mistake="one mask for ever" fails="test_every_call_draws_a_fresh_mask"
# The mask of the first call is used in all later ones.
# Hint: Does every training step train another, thinner net?
# -         self.rng = rng or np.random.default_rng()
# +         self.rng = rng or np.random.default_rng()
# +         self.mask = None
# -         self.mask = self.rng.random(x.shape) > self.dropout_ratio
# +         if self.mask is None or self.mask.shape != x.shape:
# +             self.mask = self.rng.random(x.shape) > self.dropout_ratio

# %% exercise="Dropout" mistake="zeros written into the input" fails="test_leaves_its_input_alone"
# The zeros are written into the caller's array.
# Hint: After forward, what does the caller find in x?
# -         return x * self.mask
# +         x[~self.mask] = 0
# +         return x

# %% exercise="Dropout" mistake="the gradient passes everywhere" fails="test_backward_passes_where_forward_passed"
# The upstream gradient passes as it is, also through neurons that were switched off.
# Hint: Is a neuron that said nothing to blame for the loss?
# -         return dout * self.mask
# +         return dout

# %% exercise="Dropout" mistake="evaluation drops as well" fails="test_evaluation_scales_every_value"
# Neurons are switched off in evaluation, too, so the same digit gets another score at each look.
# Hint: How much chance may there be in evaluation?
# -         if not train_flg:
# -             return x * (1 - self.dropout_ratio)
# -         self.mask = self.rng.random(x.shape) > self.dropout_ratio
# -         return x * self.mask
# +         self.mask = self.rng.random(x.shape) > self.dropout_ratio
# +         if not train_flg:
# +             return x * self.mask * (1 - self.dropout_ratio)
# +         return x * self.mask

# %% exercise="Dropout" mistake="evaluation overwrites the mask" fails="test_backward_passes_where_forward_passed"
# Evaluation replaces the mask, so a backward that follows no longer knows the training step.
# Hint: Between forward and backward somebody looks at the accuracy. Which mask does backward find?
# -         if not train_flg:
# -             return x * (1 - self.dropout_ratio)
# -         self.mask = self.rng.random(x.shape) > self.dropout_ratio
# +         self.mask = 1 - self.dropout_ratio
# +         if train_flg:
# +             self.mask = self.rng.random(x.shape) > self.dropout_ratio

# %% exercise="log_uniform" mistake="drawn on a linear scale" fails="test_every_power_of_ten_gets_its_share test_half_of_the_draws_lie_below_the_geometric_mean"
# The number itself is drawn evenly, so nine draws of ten lie in the highest power of ten.
# Hint: What should be even, the number or its exponent?
# -     return float(10 ** rng.uniform(np.log10(low), np.log10(high)))
# +     return float(rng.uniform(low, high))

# %% exercise="log_uniform" mistake="bounds taken for exponents" fails="test_stays_between_its_bounds test_every_power_of_ten_gets_its_share"
# The bounds are used as exponents, but they are the numbers themselves.
# Hint: Between 1e-6 and 1e-2, where does the exponent lie?
# -     return float(10 ** rng.uniform(np.log10(low), np.log10(high)))
# +     return float(10 ** rng.uniform(low, high))

# %% exercise="log_uniform" mistake="two different bases" fails="test_stays_between_its_bounds test_every_power_of_ten_gets_its_share"
# The way to the exponents has base e, and the way back has base ten.
# Hint: Which function undoes the logarithm that you took?
# -     return float(10 ** rng.uniform(np.log10(low), np.log10(high)))
# +     return float(10 ** rng.uniform(np.log(low), np.log(high)))

# %% exercise="log_uniform" mistake="the exponent is returned" fails="test_stays_between_its_bounds test_every_power_of_ten_gets_its_share"
# The result is the exponent; the way back to the number is missing.
# Hint: Can a learning rate be negative?
# -     return float(10 ** rng.uniform(np.log10(low), np.log10(high)))
# +     return float(rng.uniform(np.log10(low), np.log10(high)))

# %% exercise="log_uniform" mistake="exponents cut to whole numbers" fails="test_stays_between_its_bounds test_half_of_the_draws_lie_below_the_geometric_mean"
# The exponents of the bounds are cut to whole numbers, which is right for powers of ten only.
# Hint: What is the exponent of 50?
# -     return float(10 ** rng.uniform(np.log10(low), np.log10(high)))
# +     return float(10 ** rng.uniform(int(np.log10(low)), int(np.log10(high))))

# %% exercise="log_uniform" mistake="whole exponents only" fails="test_half_of_the_draws_lie_below_the_geometric_mean"
# Only whole exponents are drawn, so only a handful of numbers can ever come out.
# Hint: Can your function give 0.0003?
# -     return float(10 ** rng.uniform(np.log10(low), np.log10(high)))
# +     return float(min(high, max(low, 10.0 ** rng.integers(round(np.log10(low)), round(np.log10(high)) + 1))))

# %% exercise="log_uniform" mistake="the generator is not used" fails="test_the_same_generator_gives_the_same_number"
# The draws do not follow the generator that is passed; they come from another one.
# Hint: With the same seed, does your search come out the same again?
# -     return float(10 ** rng.uniform(np.log10(low), np.log10(high)))
# +     return float(10 ** np.random.uniform(np.log10(low), np.log10(high)))

# %% exercise="log_uniform" mistake="always the same seed" fails="test_every_power_of_ten_gets_its_share test_the_same_generator_gives_the_same_number"
# Every draw gives the same number, as with a fixed seed in each call.
# Hint: Call it twice with one generator. Do you get two numbers or one?
# -     rng = rng or np.random.default_rng()
# +     rng = np.random.default_rng(0)

# %% exercise="split_validation" mistake="cut without a shuffle" fails="test_shuffles_before_it_cuts"
# The samples are cut as they stand; in data sorted by class those set aside are of one class.
# Hint: What are the first fifth of the digits if they are sorted from 0 to 9?
# -     order = rng.permutation(len(x))
# +     order = np.arange(len(x))

# %% exercise="split_validation" mistake="validation samples stay in training" fails="test_sets_the_given_share_aside test_no_sample_is_lost_or_on_both_sides"
# The validation samples are in the training data as well.
# Hint: May a net be judged on samples that it was trained on?
# -     return (x[train], t[train]), (x[val], t[val])
# +     return (x, t), (x[val], t[val])

# %% exercise="split_validation" mistake="x and t shuffled apart" fails="test_every_sample_keeps_its_label"
# Samples and labels are shuffled apart, so they no longer belong together.
# Hint: What is label 3 the label of?
# -     order = rng.permutation(len(x))
# +     x, t = x[rng.permutation(len(x))], t[rng.permutation(len(t))]
# +     order = np.arange(len(x))

# %% exercise="split_validation" mistake="only x is shuffled" fails="test_every_sample_keeps_its_label test_shuffles_before_it_cuts"
# The samples are shuffled, and the labels stay in their old order.
# Hint: If sample 7 comes first, which label has to come first?
# -     return (x[train], t[train]), (x[val], t[val])
# +     return (x[train], t[count:]), (x[val], t[:count])

# %% exercise="split_validation" mistake="the two sides swapped" fails="test_sets_the_given_share_aside test_images_and_one_hot_labels"
# The share that is set aside stands in the place of the training data, and the rest in that of the validation data.
# Hint: Of ten samples and a rate of 0.2, how many are left for training?
# -     val, train = order[:count], order[count:]
# +     train, val = order[:count], order[count:]

# %% exercise="split_validation" mistake="the share rounded" fails="test_sets_the_given_share_aside"
# The number of validation samples is rounded; the docstring cuts it down to a whole number.
# Hint: How many are 17 % of 40 samples by the docstring's formula?
# -     count = int(len(x) * validation_rate)
# +     count = round(len(x) * validation_rate)

# %% exercise="split_validation" mistake="positions drawn with repetition" fails="test_sets_the_given_share_aside"
# Each validation position is drawn on its own, so one sample may be drawn twice.
# Hint: Can the same position be drawn again?
# -     order = rng.permutation(len(x))
# -     count = int(len(x) * validation_rate)
# -     val, train = order[:count], order[count:]
# +     val = rng.integers(0, len(x), int(len(x) * validation_rate))
# +     train = np.setdiff1d(np.arange(len(x)), val)

# %% exercise="split_validation" mistake="a coin thrown for each sample" fails="test_sets_the_given_share_aside"
# Chance decides for each sample on its own, so the number of validation samples differs from call to call.
# Hint: Call it twice. Are the sizes the same?
# -     order = rng.permutation(len(x))
# -     count = int(len(x) * validation_rate)
# -     val, train = order[:count], order[count:]
# +     val = rng.random(len(x)) < validation_rate
# +     train = ~val

# %% exercise="split_validation" mistake="pairs by kind, not by side" fails="test_sets_the_given_share_aside test_every_sample_keeps_its_label"
# The pairs are the samples of both sides and the labels of both sides, not each side's samples with its labels.
# Hint: Which two of the four arrays belong into the first pair?
# -     return (x[train], t[train]), (x[val], t[val])
# +     return (x[train], x[val]), (t[train], t[val])

# %% exercise="split_validation" mistake="the caller's data shuffled" fails="test_leaves_its_arguments_alone"
# The two arrays are shuffled where they stand, so the caller's data change their order.
# Hint: After the call, in which order does the caller find x?
# -     order = rng.permutation(len(x))
# +     order = rng.permutation(len(x))
# +     x[:], t[:] = x[order], t[order]
# +     order = np.arange(len(x))

# %% exercise="split_validation" mistake="the generator is not used" fails="test_shuffles_before_it_cuts"
# The shuffle does not follow the generator that is passed; it comes from another one.
# Hint: With the same seed, do the same samples go aside again?
# -     order = rng.permutation(len(x))
# +     order = np.random.permutation(len(x))

# %% exercise="split_validation" mistake="counted from the end, even zero" fails="test_sets_the_given_share_aside"
# With none to set aside, all samples are: counted from the end of the list, 0 samples are all of them.
# Hint: What does a slice that starts at -0 hold?
# -     val, train = order[:count], order[count:]
# +     val, train = order[-count:], order[:-count]

# %% exercise="random_search" mistake="pairs compared as a whole" fails="test_equal_scores_are_no_problem"
# The pairs are sorted as they are; with equal scores Python goes on to compare the dicts, and cannot.
# Hint: How can you tell `sorted` to look at the score alone?
# -     return sorted(results, key=lambda result: result[0], reverse=True)
# +     return sorted(results, reverse=True)

# %% exercise="random_search" mistake="worst score first" fails="test_the_best_score_stands_first"
# The scores go upwards, so the lowest one stands first.
# Hint: In which direction does `sorted` go if it is not told otherwise?
# -     return sorted(results, key=lambda result: result[0], reverse=True)
# +     return sorted(results, key=lambda result: result[0])

# %% exercise="random_search" mistake="drawn on a linear scale" fails="test_searches_on_a_logarithmic_scale"
# The values are drawn evenly between the bounds, so small ones are hardly ever tried.
# Hint: Which function of yours draws on the right scale?
# -         settings = {name: log_uniform(low, high, rng) for name, (low, high) in ranges.items()}
# +         settings = {name: rng.uniform(low, high) for name, (low, high) in ranges.items()}

# %% exercise="random_search" mistake="one dict for all trials" fails="test_each_score_stands_beside_its_own_settings"
# All results hold the values of the last trial, as they do if one dict is overwritten in each.
# Hint: How many dicts do you make in ten trials?
# -     results = []
# -     for _ in range(trials):
# -         settings = {name: log_uniform(low, high, rng) for name, (low, high) in ranges.items()}
# +     results, settings = [], {}
# +     for _ in range(trials):
# +         for name, (low, high) in ranges.items():
# +             settings[name] = log_uniform(low, high, rng)

# %% exercise="random_search" mistake="evaluated more than once" fails="test_evaluates_once_a_trial_within_the_ranges"
# `evaluate` is called more than once for a trial, and each call may train a whole net.
# Hint: You have written the score down already. Do you need to ask again?
# -     return sorted(results, key=lambda result: result[0], reverse=True)
# +     return sorted(results, key=lambda result: evaluate(result[1]), reverse=True)

# %% exercise="random_search" mistake="only the best is returned" fails="test_the_best_score_stands_first test_equal_scores_are_no_problem"
# The result is the best trial alone, and the whole ranking is asked for.
# Hint: How many results do ten trials give?
# -     return sorted(results, key=lambda result: result[0], reverse=True)
# +     return [max(results, key=lambda result: result[0])]

# %% exercise="random_search" mistake="settings before the score" fails="test_the_best_score_stands_first test_each_score_stands_beside_its_own_settings"
# In each pair the settings stand first and the score second.
# Hint: In which order does the docstring name the two?
# -         results.append((evaluate(settings), settings))
# -     return sorted(results, key=lambda result: result[0], reverse=True)
# +         results.append((settings, evaluate(settings)))
# +     return sorted(results, key=lambda result: result[1], reverse=True)

# %% exercise="random_search" mistake="scores sorted without their settings" fails="test_each_score_stands_beside_its_own_settings"
# The scores are sorted alone, and the settings stay in the order of the trials.
# Hint: After sorting, which settings stand beside the best score?
# -     return sorted(results, key=lambda result: result[0], reverse=True)
# +     scores = sorted((score for score, _ in results), reverse=True)
# +     return list(zip(scores, [settings for _, settings in results]))

# %% exercise="random_search" mistake="not sorted at all" fails="test_the_best_score_stands_first"
# The trials stand in the order in which they were made.
# Hint: Which trial should stand first?
# -     return sorted(results, key=lambda result: result[0], reverse=True)
# +     return results

# %% exercise="random_search" mistake="nothing is returned" fails="test_the_best_score_stands_first test_equal_scores_are_no_problem"
# The result is None, which is what the list's own `sort` gives back.
# Hint: Is a `return` missing? `sort` changes the list, but what does it return?
# -     return sorted(results, key=lambda result: result[0], reverse=True)
# +     return results.sort(key=lambda result: result[0], reverse=True)

# %% exercise="random_search" mistake="one value for all names" fails="test_evaluates_once_a_trial_within_the_ranges"
# Each trial has one value for every name, although each name has its own range.
# Hint: May the learning rate and the weight decay be the same number?
# -         settings = {name: log_uniform(low, high, rng) for name, (low, high) in ranges.items()}
# +         low, high = next(iter(ranges.values()))
# +         settings = dict.fromkeys(ranges, log_uniform(low, high, rng))

# %% exercise="random_search" mistake="settings drawn before the loop" fails="test_evaluates_once_a_trial_within_the_ranges"
# The same settings are tried in every trial: they are drawn once only.
# Hint: Which line must stand inside of the loop?
# -     for _ in range(trials):
# -         settings = {name: log_uniform(low, high, rng) for name, (low, high) in ranges.items()}
# +     settings = {name: log_uniform(low, high, rng) for name, (low, high) in ranges.items()}
# +     for _ in range(trials):

# %% exercise="random_search" mistake="one trial too few" fails="test_evaluates_once_a_trial_within_the_ranges test_the_best_score_stands_first"
# There is one trial too few, as in a count from 1 up to the number of trials.
# Hint: How many numbers does `range(1, 5)` give?
# -     for _ in range(trials):
# +     for _ in range(1, trials):

# %% exercise="random_search" mistake="generator not passed on" fails="test_searches_on_a_logarithmic_scale"
# The generator that is passed decides nothing: the draws come from another one.
# Hint: With the same seed, does your search try the same settings again?
# -         settings = {name: log_uniform(low, high, rng) for name, (low, high) in ranges.items()}
# +         settings = {name: log_uniform(low, high) for name, (low, high) in ranges.items()}
