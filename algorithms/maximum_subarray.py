def maximum_subarray(numbers):
    best = numbers[0]
    ending_here = numbers[0]
    for number in numbers[1:]:
        ending_here = max(number, ending_here + number)
        best = max(best, ending_here)
    return best
