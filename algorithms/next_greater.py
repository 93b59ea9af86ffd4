def next_greater(numbers):
    answers = [-1] * len(numbers)
    waiting = []
    for place, number in enumerate(numbers):
        while waiting and numbers[waiting[-1]] < number:
            answers[waiting.pop()] = number
        waiting.append(place)
    return answers
