def primes_between(low, high):
    is_prime = [True] * (high + 1)
    for number in range(2, high + 1):
        if is_prime[number]:
            for multiple in range(number * number, high + 1, number):
                is_prime[multiple] = False
    return [number for number in range(max(low, 2), high + 1) if is_prime[number]]
