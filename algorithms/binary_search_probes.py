def binary_search_probes(numbers, target):
    low = 0
    high = len(numbers) - 1
    probes = []
    while low <= high:
        middle = (low + high) // 2
        probes.append(middle)
        if numbers[middle] == target:
            break
        if numbers[middle] < target:
            low = middle + 1
        else:
            high = middle - 1
    return probes
