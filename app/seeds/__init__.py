"""The sample office as a play: who works there, what happens to whom, what people answer.

offices/*.yaml    a centre, its people and its settings
habits.yaml       how people work: who begins what, how long things take, what they answer to messages
registers.yaml    organisations, agreements, seats, interests, technologies
stories/*.yaml    the cases of a centre: the problem, how far it gets (until), which turns it takes
answers/*.yaml    what is answered at a step, by process
play.py           brings the stories on, all on one clock, by the commands of real life
"""
