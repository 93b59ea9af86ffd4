def longest_unique_window(text):
    best = ''
    start = 0
    last = {}
    for place, letter in enumerate(text):
        if letter in last and last[letter] >= start:
            start = last[letter] + 1
        last[letter] = place
        if place - start + 1 > len(best):
            best = text[start:place + 1]
    return best
