def two_sum(numbers, target):
    places = {}
    for place, number in enumerate(numbers):
        if target - number in places:
            return [places[target - number], place]
        if number not in places:
            places[number] = place
    return []
