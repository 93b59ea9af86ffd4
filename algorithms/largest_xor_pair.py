def largest_xor_pair(numbers):
    answer = 0
    for bit in range(7, -1, -1):
        prefixes = {number >> bit for number in numbers}
        wanted = answer >> bit | 1
        for number in numbers:
            if number >> bit ^ wanted in prefixes:
                answer = wanted << bit
                break
    return answer
