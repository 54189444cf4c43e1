"""
Absence from matrices of marks: every measure, breakdown and term in one pass over the bytes.

All results are whole numbers; a rate is one division at the end.
"""
