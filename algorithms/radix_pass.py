def radix_pass(numbers, place):
    buckets = [[] for _ in range(10)]
    for number in numbers:
        buckets[number // 10 ** place % 10].append(number)
    return [number for bucket in buckets for number in bucket]
