def largest_rectangle(heights):
    best = 0
    stack = []
    for place, height in enumerate(heights + [0]):
        start = place
        while stack and stack[-1][1] >= height:
            start, top = stack.pop()
            best = max(best, top * (place - start))
        stack.append((start, height))
    return best
