def modular_inverse(a, m):
    old_remainder, remainder = a % m, m
    old_factor, factor = 1, 0
    while remainder:
        quotient = old_remainder // remainder
        old_remainder, remainder = remainder, old_remainder - quotient * remainder
        old_factor, factor = factor, old_factor - quotient * factor
    if old_remainder != 1:
        return 0
    return old_factor % m
