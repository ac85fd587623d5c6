"""The protocol under bad luck, seed by seed: real desks, the real centre, real files; clock, line and death are played.

    world_file   the world at its beginning, made once: a centre with sample data, desks that have joined
    told_clock   a desk's clock, which shows the world's time as wrongly as the story wants
    line         the way to the centre: in this process, and as bad as the story wants
    mortality    dying in the middle: of a transaction, of a request, between an act and the answer to it
    pc           one PC: its folder, the desk in it, what it has acknowledged to people
    head_office  what happens at the centre without a desk: suspended, cancelled, voided, restarted
    world        all of them, and the time
    story        what happens in a seed, one step after another, and how it heals
    oracle       what the centre should have come to, reckoned again from the order of its receipts
    invariants   what must be true: at every step the cheap ones, at the end all

`python -m tests.faults.simulator --seeds 100` plays stories and tells of each that ends badly.
"""
