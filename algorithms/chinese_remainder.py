def chinese_remainder(remainders, moduli):
    number = 0
    step = 1
    for remainder, modulus in zip(remainders, moduli):
        while number % modulus != remainder:
            number += step
        step *= modulus
    return number
