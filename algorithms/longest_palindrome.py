def longest_palindrome(text):
    best = ''
    for centre in range(len(text)):
        for right in (centre, centre + 1):
            low = centre
            high = right
            while low >= 0 and high < len(text) and text[low] == text[high]:
                low -= 1
                high += 1
            if high - low - 1 > len(best):
                best = text[low + 1:high]
    return best
