"""The sample office as a play: who works there, what happens to whom, what people answer.

offices/*.yaml    a centre, its people and its settings
registers.yaml    organisations, agreements, seats, interests, technologies
stories/*.yaml    one case each: the problem, how far it gets (until), which turns it takes
answers/*.yaml    what is answered at a step, by process
play.py           brings the stories on, all on one clock, by the commands of real life
"""
