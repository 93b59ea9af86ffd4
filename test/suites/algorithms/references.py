# The answers to the word problems of algorithms/problems.yaml, worked out from their words alone: by trying everything or straight from
# the definition, and never as the programs do it. They are slow and for small inputs only.
import math
import re
from collections import Counter
from fractions import Fraction
from functools import cache
from itertools import combinations, groupby, permutations, product


# Number theory

def greatest_common_divisor(a, b):
    return max(length for length in range(1, min(a, b) + 1) if a % length == 0 and b % length == 0)


def is_prime(n):
    return n > 1 and all(n % d for d in range(2, n))


def prime_factors(n):
    factors = []
    for prime in filter(is_prime, range(2, n + 1)):
        while n % prime ** (factors.count(prime) + 1) == 0:
            factors.append(prime)
    assert math.prod(factors) == n
    return factors


def primes_between(low, high):
    return [number for number in range(low, high + 1) if is_prime(number)]


def modular_power(base, exponent, modulus):
    return math.prod([base] * exponent) % modulus


def modular_inverse(a, m):
    return next((position for position in range(m) if position * a % m == 1), 0)


def euler_totient(n):
    return sum(1 for number in range(1, n + 1) if math.gcd(number, n) == 1)


def chinese_remainder(remainders, moduli):
    return next(
        soldiers
        for soldiers in range(math.prod(moduli))
        if [soldiers % modulus for modulus in moduli] == remainders
    )


def collatz_steps(n):
    return 0 if n == 1 else 1 + collatz_steps(n // 2 if n % 2 == 0 else n * 3 + 1)


# Strings

def run_length_encode(text):
    return ''.join(f'{letter}{len(list(run))}' for letter, run in groupby(text))


def roman_numeral(n):
    def digit(value, one, five, ten):
        return ['', one, one * 2, one * 3, one + five, five, five + one, five + one * 2, five + one * 3, one + ten][value]
    return (
        'M' * (n // 1000)
        + digit(n // 100 % 10, 'C', 'D', 'M')
        + digit(n // 10 % 10, 'X', 'L', 'C')
        + digit(n % 10, 'I', 'V', 'X')
    )


def stretches(items):
    return [(first, last) for first in range(len(items)) for last in range(first, len(items))]


def longest_palindrome(text):
    words = [text[first:last + 1] for first, last in stretches(text)]
    return max((word for word in words if word == word[::-1]), key=len)


def prefix_function(text):
    parts = [text[:end] for end in range(1, len(text) + 1)]
    return [max(k for k in range(len(part)) if part[:k] == part[len(part) - k:]) for part in parts]


def decode_repeats(code):
    while '[' in code:
        code = re.sub(r'(\d+)\[([a-z]*)\]', lambda match: match[2] * int(match[1]), code)
    return code


def group_anagrams(words):
    firsts = []
    for word in words:
        if not any(Counter(first) == Counter(word) for first in firsts):
            firsts.append(word)
    return [[word for word in words if Counter(word) == Counter(first)] for first in firsts]


def first_bracket_fault(text):
    # Places that are taken out in pairs until no pair stands side by side.
    places = list(range(len(text)))
    changed = True
    while changed:
        changed = False
        for i in range(len(places) - 1):
            if text[places[i]] + text[places[i + 1]] in ('()', '[]', '{}'):
                del places[i:i + 2]
                changed = True
                break
    closing = [place for place in places if text[place] in ')]}']
    return closing[0] if closing else places[-1] if places else -1


def infix_to_postfix(expression):
    # Every letter becomes a value that writes its operations down as Python carries them out.
    class Written:
        def __init__(self, text):
            self.text = text

        def __add__(self, other):
            return Written(self.text + other.text + '+')

        def __sub__(self, other):
            return Written(self.text + other.text + '-')

        def __mul__(self, other):
            return Written(self.text + other.text + '*')

        def __truediv__(self, other):
            return Written(self.text + other.text + '/')

    return eval(expression, {letter: Written(letter) for letter in expression if letter.isalpha()}).text


# Sorting

def count_inversions(numbers):
    return sum(1 for front, back in combinations(numbers, 2) if front > back)


def insertion_sort_state(numbers, rounds):
    return sorted(numbers[:rounds + 1]) + numbers[rounds + 1:]


def bubble_sort_passes(numbers):
    # In a walk a book moves left by one place at most, and by exactly one while a greater one stands to its left.
    greater_before = [sum(other > number for other in numbers[:i]) for i, number in enumerate(numbers)]
    return max(greater_before) + 1


def partition_last(numbers):
    shelf = dict(enumerate(numbers))
    last = len(numbers) - 1
    border = 0
    for place in range(last):
        if shelf[place] < shelf[last]:
            shelf[place], shelf[border] = shelf[border], shelf[place]
            border += 1
    shelf[last], shelf[border] = shelf[border], shelf[last]
    return [shelf[place] for place in range(last + 1)]


def radix_pass(numbers, place):
    return sorted(numbers, key=lambda number: f'{number:09}'[-1 - place])


def pancake_flips(numbers):
    flips = []

    def flip(stack, k):
        flips.append(k)
        return list(reversed(stack[:k])) + stack[k:]

    stack = numbers
    for s in range(len(numbers), 1, -1):
        largest = sorted(numbers)[s - 1]
        if stack[s - 1] == largest:
            continue
        if stack[0] != largest:
            stack = flip(stack, stack.index(largest) + 1)
        stack = flip(stack, s)
    assert stack == sorted(numbers)
    return flips


def build_max_heap(numbers):
    entries = list(numbers)

    def sink(i):
        below = [j for j in (2 * i + 1, 2 * i + 2) if j < len(entries)]
        if any(entries[j] > entries[i] for j in below):
            child = max(below, key=lambda j: (entries[j], -j))
            entries[i], entries[child] = entries[child], entries[i]
            sink(child)

    for i in reversed(range(len(entries))):
        if 2 * i + 1 < len(entries):
            sink(i)
    return entries


def merge_intervals(intervals):
    # Half-hours: the one between two whole hours is in use when a period holds it, a whole hour when a period touches it.
    used = {h for start, end in intervals for h in range(2 * start, 2 * end + 1)}
    starts = sorted(h for h in used if h - 1 not in used)
    ends = sorted(h for h in used if h + 1 not in used)
    return [[start // 2, end // 2] for start, end in zip(starts, ends)]


# Searching

def binary_search_probes(numbers, target):
    def search(places):
        if len(places) == 0:
            return []
        place = (places[0] + places[-1]) // 2
        if numbers[place] == target:
            return [place]
        smaller = numbers[place] < target
        return [place] + search([p for p in places if (p > place if smaller else p < place)])
    return search(list(range(len(numbers))))


def search_rotated(numbers, target):
    return numbers.index(target) if target in numbers else -1


def two_sum(numbers, target):
    for later in range(len(numbers)):
        for earlier in range(later):
            if numbers[earlier] + numbers[later] == target:
                return [earlier, later]
    return []


def longest_unique_window(text):
    words = [text[first:last + 1] for first, last in stretches(text)]
    return max((word for word in words if len(set(word)) == len(word)), key=len)


def shortest_window(numbers, target):
    found = [days for days in stretches(numbers) if sum(numbers[days[0]:days[1] + 1]) >= target]
    return list(min(found, key=lambda days: (days[1] - days[0], days[0]))) if found else []


def next_greater(numbers):
    return [next((other for other in numbers[i + 1:] if other > number), -1) for i, number in enumerate(numbers)]


def smallest_capacity(weights, days):
    def loads():
        for cuts in product([False, True], repeat=len(weights) - 1):
            if sum(cuts) < days:
                load = [weights[0]]
                for cut, weight in zip(cuts, weights[1:]):
                    if cut:
                        load.append(0)
                    load[-1] += weight
                yield max(load)
    return min(loads())


def trapped_water(heights):
    return sum(
        min(max(heights[:i + 1]), max(heights[i:])) - height for i, height in enumerate(heights)
    )


# Graphs

def walks(n, roads):
    # Lengths of shortest ways between all pairs, None where there is none.
    ways = {(a, a): 0 for a in range(n)}
    for _ in range(n):
        for a, b, length in roads:
            for start in range(n):
                if (start, a) in ways:
                    ways[start, b] = min(ways.get((start, b), math.inf), ways[start, a] + length)
    return ways


def both_ways(edges):
    return [road for a, b, *length in edges for road in ([a, b, *length], [b, a, *length])]


def breadth_first_distances(n, edges, start):
    ways = walks(n, [[a, b, 1] for a, b in both_ways(edges)])
    return [ways.get((start, room), -1) for room in range(n)]


def dijkstra_distances(n, roads, start):
    ways = walks(n, both_ways(roads))
    return [ways.get((start, town), -1) for town in range(n)]


def connected_components(n, edges):
    ways = walks(n, [[a, b, 1] for a, b in both_ways(edges)])
    circles = [[other for other in range(n) if (person, other) in ways] for person in range(n)]
    return [circle for person, circle in enumerate(circles) if circle[0] == person]


def topological_order(n, edges):
    done = []
    while len(done) < n:
        left = [task for task in range(n) if task not in done]
        possible = [task for task in left if all(b in done for b, a in edges if a == task)]
        if not possible:
            return []
        done.append(possible[0])
    return done


def spanning_tree_weight(n, cables):
    def links_all(choice):
        ways = walks(n, both_ways(choice))
        return len(ways) == n * n
    return min(
        sum(cost for _, _, cost in choice)
        for choice in combinations(cables, n - 1)
        if links_all(choice)
    )


def depth_first_order(n, edges, start):
    entered = []

    def enter(cave):
        entered.append(cave)
        while True:
            beyond = [b for a, b in both_ways(edges) if a == cave and b not in entered]
            if not beyond:
                return
            enter(min(beyond))

    enter(start)
    return entered


def island_sizes(grid):
    # Every square of land takes over the smallest name of its neighbours until nothing changes.
    names = {(r, c): (r, c) for r, row in enumerate(grid) for c, sign in enumerate(row) if sign == '#'}
    while True:
        renamed = {
            (r, c): min([name] + [
                names[square]
                for square in ((r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1))
                if square in names
            ])
            for (r, c), name in names.items()
        }
        if renamed == names:
            return sorted(Counter(names.values()).values(), reverse=True)
        names = renamed


def cheapest_with_stops(n, flights, start, goal, stops):
    def journeys(airport, left, price):
        if airport == goal:
            yield price
        elif left > 0:
            for here, there, cost in flights:
                if here == airport:
                    yield from journeys(there, left - 1, price + cost)
    return min(journeys(start, stops + 1, 0), default=-1)


def find_bridges(n, edges):
    def is_vital(edge):
        ways = walks(n, [[a, b, 1] for a, b in both_ways([e for e in edges if e != edge])])
        return tuple(edge) not in ways
    return [edge for edge in edges if is_vital(edge)]


def strong_components(n, arcs):
    ways = walks(n, [[a, b, 1] for a, b in arcs])
    quarters = [
        [b for b in range(n) if (a, b) in ways and (b, a) in ways] for a in range(n)
    ]
    return [quarter for a, quarter in enumerate(quarters) if quarter[0] == a]


# Dynamic programming

def edit_distance(first, second):
    @cache
    def changes(a, b):
        if a == '' or b == '':
            return len(a) + len(b)
        if a[-1] == b[-1]:
            return changes(a[:-1], b[:-1])
        return 1 + min(changes(a[:-1], b), changes(a, b[:-1]), changes(a[:-1], b[:-1]))
    return changes(first, second)


def choices(items):
    return [choice for size in range(len(items) + 1) for choice in combinations(items, size)]


def common_subsequence_length(first, second):
    return max(map(len, set(choices(first)) & set(choices(second))))


def heaviest_increasing_sum(numbers):
    return max(
        sum(stones)
        for stones in choices(numbers)
        if stones and all(a < b for a, b in zip(stones, stones[1:]))
    )


def knapsack(weights, values, capacity):
    packed = choices(list(zip(weights, values)))
    return max(
        sum(value for _, value in things)
        for things in packed
        if sum(weight for weight, _ in things) <= capacity
    )


def purses(coins, amount):
    numbers = [range(amount // coin + 1) for coin in coins]
    return [
        counts
        for counts in product(*numbers)
        if sum(count * coin for count, coin in zip(counts, coins)) == amount
    ]


def fewest_coins(coins, amount):
    return min(map(sum, purses(coins, amount)), default=-1)


def count_change(coins, amount):
    return len(purses(coins, amount))


def maximum_subarray(numbers):
    return max(sum(numbers[first:last + 1]) for first, last in stretches(numbers))


def cheapest_grid_path(grid):
    def ways(row, column):
        toll = grid[row][column]
        if row == len(grid) - 1 and column == len(grid[0]) - 1:
            yield toll
        if row + 1 < len(grid):
            yield from (toll + rest for rest in ways(row + 1, column))
        if column + 1 < len(grid[0]):
            yield from (toll + rest for rest in ways(row, column + 1))
    return min(ways(0, 0))


def matrix_chain(sizes):
    # The last number to go is never the first or the last of the sizes.
    if len(sizes) == 2:
        return 0
    return min(
        sizes[i - 1] * sizes[i] * sizes[i + 1] + matrix_chain(sizes[:i] + sizes[i + 1:])
        for i in range(1, len(sizes) - 1)
    )


def stock_profit_with_fee(prices, fee):
    def profits(day, paid):
        if day == len(prices):
            if paid is None:
                yield 0
            return
        yield from profits(day + 1, paid)
        if paid is None:
            yield from profits(day + 1, prices[day])
        else:
            yield from (prices[day] - paid - fee + rest for rest in profits(day + 1, None))
    return max(profits(0, None))


# Combinatorics

def next_permutation(numbers):
    arrangements = sorted(set(permutations(numbers)))
    place = arrangements.index(tuple(numbers))
    return list(arrangements[(place + 1) % len(arrangements)])


def permutation_rank(word):
    return sorted(map(''.join, permutations(word))).index(word) + 1


def josephus_survivor(n, k):
    circle = list(range(1, n + 1))
    while len(circle) > 1:
        for _ in range(k - 1):
            circle.append(circle.pop(0))
        circle.pop(0)
    return circle[0]


def binomial_coefficient(n, k):
    return math.factorial(n) // math.factorial(k) // math.factorial(n - k)


def bounded_partitions(n, largest):
    @cache
    def piles(balls, most):
        if balls == 0:
            return 1
        return sum(piles(balls - pile, pile) for pile in range(1, min(balls, most) + 1))
    return piles(n, largest)


def lattice_paths(rows, columns, blocked):
    def ways(row, column):
        if row == rows or column == columns or [row, column] in blocked:
            return 0
        if (row, column) == (rows - 1, columns - 1):
            return 1
        return ways(row + 1, column) + ways(row, column + 1)
    return ways(0, 0)


def subsets_with_sum(numbers, target):
    return sum(1 for cards in choices(numbers) if sum(cards) == target)


# Geometry

def polygon_double_area(corners):
    # Strips between neighbouring x of corners: within one, the edges above each other bound the field by turns.
    sides = list(zip(corners, corners[1:] + corners[:1]))
    xs = sorted({x for x, _ in corners})
    area = Fraction(0)
    for west, east in zip(xs, xs[1:]):
        middle = Fraction(west + east, 2)
        heights = sorted(
            y1 + (middle - x1) * Fraction(y2 - y1, x2 - x1)
            for (x1, y1), (x2, y2) in sides
            if min(x1, x2) < middle < max(x1, x2)
        )
        area += (east - west) * sum(top - low for low, top in zip(heights[::2], heights[1::2]))
    assert (2 * area).denominator == 1
    return int(2 * area)


def turn(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def convex_hull(points):
    # From each bend the band goes on to the point that has all others to its left, the furthest of those in that direction.
    bends = [min(points)]
    while True:
        here = bends[-1]
        others = [point for point in points if point != here]
        ahead = [p for p in others if all(turn(here, p, other) >= 0 for other in others)]
        there = max(ahead, key=lambda p: (p[0] - here[0]) ** 2 + (p[1] - here[1]) ** 2)
        if there == bends[0]:
            return bends
        bends.append(there)


def cells(left, low, right, high):
    return {(x, y) for x in range(left, right) for y in range(low, high)}


def overlap_area(first, second):
    return len(cells(*first) & cells(*second))


def union_area(rectangles):
    return len(set().union(*(cells(*rectangle) for rectangle in rectangles)))


def closest_pair_squared(points):
    return min((a - c) ** 2 + (b - d) ** 2 for (a, b), (c, d) in combinations(points, 2))


def largest_rectangle(heights):
    return max((last - first + 1) * min(heights[first:last + 1]) for first, last in stretches(heights))


def skyline(buildings):
    def height(x):
        return max((top for left, right, top in buildings if left <= x < right), default=0)
    xs = range(-1, max(right for _, right, _ in buildings) + 1)
    return [[x, height(x)] for x in xs if height(x) != height(x - 1)]


# Bits

def pairwise_hamming_distance(numbers):
    texts = [f'{number:08b}' for number in numbers]
    return sum(a != b for one, other in combinations(texts, 2) for a, b in zip(one, other))


def unpaired_number(numbers):
    return next(number for number in numbers if numbers.count(number) % 2 == 1)


def gray_decode(code):
    digits = ''
    for digit in f'{code:b}':
        digits += digit if digits == '' else '1' if digit != digits[-1] else '0'
    return int(digits, 2)


def largest_xor_pair(numbers):
    def made(one, other):
        return int(''.join('1' if a != b else '0' for a, b in zip(f'{one:08b}', f'{other:08b}')), 2)
    return max(made(one, other) for one, other in combinations(numbers, 2))


def crc_remainder(message, divisor):
    digits = message + '0' * (len(divisor) - 1)
    for place in range(len(message)):
        if digits[place] == '1':
            under = digits[place:place + len(divisor)]
            flipped = ''.join('1' if a != b else '0' for a, b in zip(under, divisor))
            digits = digits[:place] + flipped + digits[place + len(divisor):]
    return digits[len(message):]


def next_same_ones(n):
    greater = n + 1
    while bin(greater).count('1') != bin(n).count('1'):
        greater += 1
    return greater


# What the word problems say of their parameters: an input for which it is not true raises an exception.

def positive(numbers):
    return all(number >= 1 for number in numbers)


def are_vertices(n, edges):
    return all(0 <= a < n and 0 <= b < n and a != b for a, b, *_ in edges)


def are_rectangles(*rectangles):
    return all(left < right and low < high for left, low, right, high in rectangles)


def all_different(items):
    return all(one != other for one, other in combinations(items, 2))


def is_simple(corners):
    # Sides that have no corner in common do not touch.
    sides = list(zip(corners, corners[1:] + corners[:1]))
    apart = [(s, t) for s, t in combinations(sides, 2) if not any(corner in t for corner in s)]
    return all(
        turn(*s, t[0]) * turn(*s, t[1]) > 0 or turn(*t, s[0]) * turn(*t, s[1]) > 0
        for s, t in apart
    )


SAID = {
    'greatest_common_divisor': lambda a, b: positive([a, b]),
    'prime_factors': lambda n: n >= 2,
    'primes_between': lambda low, high: 1 <= low <= high,
    'modular_power': lambda base, exponent, modulus: base >= 0 and exponent >= 0 and modulus >= 2,
    'modular_inverse': lambda a, m: a >= 1 and m >= 2,
    'euler_totient': lambda n: n >= 2,
    'chinese_remainder': lambda remainders, moduli: len(remainders) == len(moduli)
    and all(math.gcd(a, b) == 1 for a, b in combinations(moduli, 2))
    and all(0 <= remainder < modulus for remainder, modulus in zip(remainders, moduli)),
    'collatz_steps': lambda n: n >= 1,
    'run_length_encode': lambda text: text.isalpha(),
    'roman_numeral': lambda n: 1 <= n <= 3999,
    'longest_palindrome': lambda text: text.isalpha(),
    'prefix_function': lambda text: text.isalpha(),
    'decode_repeats': lambda code: '[[' not in code and not re.search(r'\d(?![\d\[])', code),
    'group_anagrams': lambda words: all(word.isalpha() for word in words),
    'first_bracket_fault': lambda text: set(text) <= set('()[]{}'),
    'infix_to_postfix': lambda expression: set(expression) <= set('abcdefgh+-*/()'),
    'insertion_sort_state': lambda numbers, rounds: 0 <= rounds < len(numbers),
    'partition_last': lambda numbers: len(numbers) >= 1,
    'radix_pass': lambda numbers, place: place in (0, 1, 2) and all(n >= 0 for n in numbers),
    'pancake_flips': all_different,
    'merge_intervals': lambda intervals: all(start < end for start, end in intervals),
    'binary_search_probes': lambda numbers, target: numbers == sorted(set(numbers)),
    'search_rotated': lambda numbers, target: sorted(set(numbers)) in [
        numbers[cut:] + numbers[:cut] for cut in range(len(numbers))
    ],
    'longest_unique_window': lambda text: text.isalpha(),
    'shortest_window': lambda numbers, target: positive([*numbers, target]),
    'next_greater': positive,
    'smallest_capacity': lambda weights, days: positive(weights) and days >= 1,
    'trapped_water': lambda heights: min(heights) >= 0,
    'breadth_first_distances': lambda n, edges, start: are_vertices(n, edges) and 0 <= start < n,
    'dijkstra_distances': lambda n, roads, start: are_vertices(n, roads)
    and 0 <= start < n
    and positive(length for _, _, length in roads),
    'connected_components': are_vertices,
    'topological_order': are_vertices,
    'spanning_tree_weight': are_vertices,
    'depth_first_order': lambda n, edges, start: are_vertices(n, edges) and 0 <= start < n,
    'island_sizes': lambda grid: set(''.join(grid)) <= set('#.') and len({len(row) for row in grid}) == 1,
    'cheapest_with_stops': lambda n, flights, start, goal, stops: are_vertices(n, flights)
    and are_vertices(n, [(start, goal)])
    and stops >= 0,
    'find_bridges': lambda n, edges: are_vertices(n, edges) and all_different([set(edge) for edge in edges]),
    'strong_components': are_vertices,
    'heaviest_increasing_sum': positive,
    'knapsack': lambda weights, values, capacity: positive(weights) and len(weights) == len(values),
    'fewest_coins': lambda coins, amount: positive(coins) and all_different(coins) and amount >= 0,
    'count_change': lambda coins, amount: positive(coins) and all_different(coins) and amount >= 0,
    'maximum_subarray': lambda numbers: len(numbers) >= 1,
    'cheapest_grid_path': lambda grid: len({len(row) for row in grid}) == 1,
    'matrix_chain': lambda sizes: len(sizes) >= 2 and positive(sizes),
    'stock_profit_with_fee': lambda prices, fee: positive(prices) and fee >= 0,
    'permutation_rank': all_different,
    'josephus_survivor': lambda n, k: positive([n, k]),
    'binomial_coefficient': lambda n, k: 0 <= k <= n,
    'bounded_partitions': lambda n, largest: positive([n, largest]),
    'lattice_paths': lambda rows, columns, blocked: all_different(blocked)
    and all(
        0 <= row < rows and 0 <= column < columns and 0 < row + column < rows + columns - 2
        for row, column in blocked
    ),
    'subsets_with_sum': lambda numbers, target: positive([*numbers, target]),
    'polygon_double_area': is_simple,
    'convex_hull': lambda points: all_different(points)
    and any(turn(*corner) != 0 for corner in combinations(points, 3)),
    'overlap_area': are_rectangles,
    'union_area': lambda rectangles: are_rectangles(*rectangles),
    'closest_pair_squared': lambda points: len(points) >= 2 and all_different(points),
    'largest_rectangle': lambda heights: min(heights) >= 0,
    'skyline': lambda buildings: all(left < right and top >= 1 for left, right, top in buildings),
    'pairwise_hamming_distance': lambda numbers: all(0 <= number <= 255 for number in numbers),
    'unpaired_number': lambda numbers: sorted(n % 2 for n in Counter(numbers).values())[-2:] in ([1], [0, 1]),
    'gray_decode': lambda code: code >= 0,
    'largest_xor_pair': lambda numbers: len(numbers) >= 2
    and all_different(numbers)
    and all(0 <= number <= 255 for number in numbers),
    'crc_remainder': lambda message, divisor: set(message + divisor) <= set('01') and divisor[0] == '1',
    'next_same_ones': lambda n: n >= 1,
}


def checked(answer, holds):
    def answer_checked(*parameters):
        assert holds(*parameters), parameters
        return answer(*parameters)
    return answer_checked


for name, holds in SAID.items():
    globals()[name] = checked(globals()[name], holds)
