def permutation_rank(word):
    rank = 1
    for place, letter in enumerate(word):
        later = word[place + 1:]
        arrangements = 1
        for count in range(1, len(later) + 1):
            arrangements *= count
        rank += arrangements * len([other for other in later if other < letter])
    return rank
