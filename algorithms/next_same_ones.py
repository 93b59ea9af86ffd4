def next_same_ones(n):
    lowest = n & -n
    carried = n + lowest
    moved = (n ^ carried) // lowest >> 2
    return carried | moved
