def union_area(rectangles):
    xs = sorted({x for left, _, right, _ in rectangles for x in (left, right)})
    area = 0
    for west, east in zip(xs, xs[1:]):
        reached = None
        spans = [[low, high] for left, low, right, high in rectangles if left <= west < right]
        for low, high in sorted(spans):
            if reached is None or low > reached:
                reached = low
            if high > reached:
                area += (high - reached) * (east - west)
                reached = high
    return area
