"""Text-to-image diffusion, explained, built and proven in notebooks

Modules:

- `diff_dalle_nb.blocks`: What a U-Net is built of: residual blocks told the time, attention over the picture, attention over the words
- `diff_dalle_nb.cli`: `diff-dalle`: one command, a few verbs, options read from the functions' own signatures
- `diff_dalle_nb.core`: Small tools every other notebook needs: random numbers by address, exact comparison, pictures
- `diff_dalle_nb.data`: Captioned pictures as batches, and the position in training decides what is in them
- `diff_dalle_nb.demo`: Captioned drawings whose truth is known exactly, and a thousand emoji drawn by people
- `diff_dalle_nb.ema`: The weights worth keeping are an average over the last part of training
- `diff_dalle_nb.encoder`: The left half of the U-Net with one vector at its end: what is in this noise?
- `diff_dalle_nb.explorers`: Schedules, samplers and guidance under sliders
- `diff_dalle_nb.generator`: Words in, pictures out: text encoder, network and noise process joined into one model and one file
- `diff_dalle_nb.guidance`: Listening to the prompt more than the model would by itself
- `diff_dalle_nb.importers`: Others' weights as ours: guided-diffusion's generators, upsamplers and classifiers
- `diff_dalle_nb.layers`: Time embeddings, attention and feed-forward: the parts that every network here is made of
- `diff_dalle_nb.likelihood`: How probable a denoiser finds a picture, in nats and in bits
- `diff_dalle_nb.losses`: How far a denoiser is from right: weighted squared errors, the variational bound, and at which levels to ask
- `diff_dalle_nb.metrics`: Reads the facts back out of a picture of shapes, and counts how often they are what the prompt asked for
- `diff_dalle_nb.multistep`: Second and third order for the price of one evaluation a step
- `diff_dalle_nb.paths`: Which noise levels a sampler visits, and how much that matters
- `diff_dalle_nb.pndm`: Runge-Kutta and Adams-Bashforth along the lines that DDIM draws: PRK, PLMS and iPNDM
- `diff_dalle_nb.posthoc`: How long the average should have been is decided when training is over
- `diff_dalle_nb.presets`: Named sizes: a tokenizer in, an untrained model out
- `diff_dalle_nb.process`: Noising a picture, reading a network's answer, and the one denoiser known exactly
- `diff_dalle_nb.recipes`: One file a model: weights, and the recipe that rebuilds what they belong to
- `diff_dalle_nb.report`: What happened in a training run, on one page that opens anywhere
- `diff_dalle_nb.resume`: A training run is a folder: it can be stopped at any moment, and taken up again as if nothing had happened
- `diff_dalle_nb.runs`: From captioned pictures to a model file, in one call and one folder
- `diff_dalle_nb.samplers`: One loop from noise to picture, and the steps it can take
- `diff_dalle_nb.schedules`: How much signal and how much noise a picture holds at every timestep
- `diff_dalle_nb.shards`: A million captioned pictures in a thousand files, each still found by its number
- `diff_dalle_nb.solvers`: Every step function by its name, and what each of them keeps of its promises
- `diff_dalle_nb.text`: Token ids to text states: a transformer trained from scratch beside the network that reads it
- `diff_dalle_nb.tokenizers`: Prompts become rows of integers of one length, and nothing is lost silently
- `diff_dalle_nb.train`: Noise a batch, ask the network, step: diffusion as a few small callbacks of fastai's Learner
- `diff_dalle_nb.unet`: Diff-DALLE's denoiser: a U-Net whose every attention block also reads the words
- `diff_dalle_nb.widgets`: A prompt, a button and a picture: drawing without writing code"""

__version__ = "0.1.0"
